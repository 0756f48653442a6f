package mail

import (
	"crypto/tls"
	"net"
	"strconv"
	"time"

	"github.com/mangnon/mangnon/internal/kernel/errs"
)

// Security is how the way to the server is encrypted.
type Security string

// The ways. StartTLS is mandatory where it is chosen: a server that does not offer it is not used.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	Plain    Security = "none"
)

// Settings say through which server messages go. The zero Settings are none.
type Settings struct {
	Server   string // host:port
	Security Security
	User     string
	Password string
	From     string        // address of the sender
	FromName string        // "Măng Non phường Mỹ Hào"
	Timeout  time.Duration // for each step of the conversation; DefaultTimeout when zero

	trust *tls.Config // tests only
}

// DefaultTimeout is how long the server may take for a step. The answer to the end of a message may take four times as
// long: a server that checks it for viruses is slow there, and giving up there is what makes a message uncertain.
const DefaultTimeout = 30 * time.Second

// Set reports whether there is a server.
func (s Settings) Set() bool { return s.Server != "" }

// Check refuses settings with which nothing can be sent, or with which a password would be read on the way.
func (s Settings) Check() error {
	host, port, err := net.SplitHostPort(s.Server)
	if n, perr := strconv.Atoi(port); err != nil || host == "" || perr != nil || n < 1 || n > 65535 {
		return errs.Newf(errs.Invalid, "Máy chủ thư phải có dạng tên:cổng, ví dụ smtp.hungyen.gov.vn:587; đang là “%s”", s.Server)
	}
	switch s.Security {
	case StartTLS, TLS:
	case Plain:
		if s.User != "" && !loopback(host) {
			return errs.New(errs.Invalid, "Không gửi mật khẩu thư qua đường không mã hóa; chọn starttls hoặc tls")
		}
	default:
		return errs.Newf(errs.Invalid, "Cách mã hóa đường gửi thư phải là starttls, tls hoặc none; đang là “%s”", s.Security)
	}
	if !validAddress(s.From) {
		return errs.Newf(errs.Invalid, "Địa chỉ người gửi thư phải có dạng tên@tên-miền; đang là “%s”", s.From)
	}
	if s.User != "" && s.Password == "" {
		return errs.New(errs.Invalid, "Có tên đăng nhập máy chủ thư mà chưa có mật khẩu; đặt tệp mật khẩu hoặc biến môi trường MANGNON_MAIL_PASSWORD")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s Settings) timeout() time.Duration {
	if s.Timeout > 0 {
		return s.Timeout
	}
	return DefaultTimeout
}
