package planread

func (r *reader) findDoubts(z zones) {}
