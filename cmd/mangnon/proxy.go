package main

import (
	"net/netip"
	"strings"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// proxies reads the networks of trusted proxies; one address stands for itself. All of the network is refused: it would let
// everybody choose the own address.
func proxies(typed []string) (out []netip.Prefix, err error) {
	for _, t := range typed {
		p, err := netip.ParsePrefix(strings.TrimSpace(t))
		if err != nil {
			a, aerr := netip.ParseAddr(strings.TrimSpace(t))
			if aerr != nil {
				return nil, errs.Newf(errs.Invalid, "--trusted-proxy %s: ghi một mạng như 10.0.0.0/24 hoặc một địa chỉ như 127.0.0.1", t)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Bits() == 0 {
			return nil, errs.Newf(errs.Invalid, "--trusted-proxy %s là cả mạng: ai cũng giả được địa chỉ. Ghi đúng địa chỉ của máy chủ trung gian", t)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}
