package main

import (
	"os"
	"strings"

	"github.com/mangnon/mangnon/internal/app"
	"github.com/mangnon/mangnon/internal/kernel/errs"
	"github.com/mangnon/mangnon/internal/mail"
)

// mailFlags say through which server messages go. The password is no flag: command lines are seen by everybody on the
// machine.
type mailFlags struct {
	MailServer       string `help:"Máy chủ thư; không ghi thì thư nằm chờ trong chương trình." placeholder:"HOST:PORT" env:"MANGNON_MAIL_SERVER"`
	MailSecurity     string `help:"Mã hóa đường gửi thư: starttls, tls hoặc none." default:"starttls" enum:"starttls,tls,none" env:"MANGNON_MAIL_SECURITY"`
	MailFrom         string `help:"Địa chỉ người gửi." placeholder:"ADDRESS" env:"MANGNON_MAIL_FROM"`
	MailName         string `help:"Tên người gửi." default:"Măng Non" env:"MANGNON_MAIL_NAME"`
	MailUser         string `help:"Tên đăng nhập máy chủ thư." env:"MANGNON_MAIL_USER"`
	MailPasswordFile string `help:"Tệp chứa mật khẩu máy chủ thư; hoặc đặt biến môi trường MANGNON_MAIL_PASSWORD." type:"path" placeholder:"FILE" env:"MANGNON_MAIL_PASSWORD_FILE"`
	HeadTo           string `name:"head-mail" help:"Địa chỉ nhận đầu chuỗi lịch sử mỗi ngày, nên ở ngoài máy chủ này." placeholder:"ADDRESS" env:"MANGNON_HEAD_MAIL"`
	URL              string `name:"url" help:"Địa chỉ mà mọi người mở trang, để ghi vào thư." placeholder:"https://…" env:"MANGNON_URL"`
}

// apply puts the flags into the configuration.
func (f mailFlags) apply(c *app.Config) error {
	c.URL = strings.TrimSuffix(f.URL, "/")
	if c.HeadTo = f.HeadTo; f.HeadTo != "" {
		var form errs.Form
		if mail.CheckAddress(&form, "head-mail", f.HeadTo); form.Err() != nil {
			return form.Err()
		}
	}
	if f.MailServer == "" {
		return nil
	}
	password, err := f.password()
	if err != nil {
		return err
	}
	c.Mail = mail.Settings{Server: f.MailServer, Security: mail.Security(f.MailSecurity), User: f.MailUser, Password: password, From: f.MailFrom, FromName: f.MailName}
	return c.Mail.Check()
}

func (f mailFlags) password() (string, error) {
	if f.MailPasswordFile == "" {
		return os.Getenv("MANGNON_MAIL_PASSWORD"), nil
	}
	raw, err := os.ReadFile(f.MailPasswordFile)
	if err != nil {
		return "", errs.Wrap(errs.Invalid, err, "Không đọc được tệp mật khẩu máy chủ thư "+f.MailPasswordFile)
	}
	return strings.TrimRight(string(raw), "\r\n"), nil
}
