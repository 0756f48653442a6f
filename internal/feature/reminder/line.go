package reminder

// words say how the work of a line stands on the day on which the step was given. The date itself stands beside them.
func (l line) words() string {
	s := l.step()
	switch {
	case s.To == ToLeader:
		return "quá hạn, báo lãnh đạo"
	case s.Late():
		return "vừa quá hạn"
	case s.Offset == 0 && l.Due != l.GivenOn:
		return ask(l.Requested, "vào ngày nghỉ tới")
	case s.Offset == 0:
		return ask(l.Requested, "hôm nay")
	case s.Offset >= -2:
		return ask(l.Requested, "trong vài ngày tới")
	}
	return ask(l.Requested, "trong hai tuần tới")
}

// ask is the verb: a body that is not commanded is asked, and its work is never due.
func ask(requested bool, when string) string {
	if requested {
		return "đề nghị xong " + when
	}
	return "đến hạn " + when
}

// passWords tell the officer what to do with a line that somebody without an account should read.
func (l line) passWords() string {
	if l.step().To == ToLeader {
		return "Đơn vị chưa có tài khoản lãnh đạo: báo lãnh đạo giúp"
	}
	return "Cơ quan chưa có tài khoản: chép tin Zalo để chuyển giúp"
}
