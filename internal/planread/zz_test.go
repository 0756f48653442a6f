package planread
import ("testing";"fmt")
func TestZ(t *testing.T){
 r:=&reader{plan:&Plan{}}
 r.plan.Head.Year=2025;r.plan.Head.YearTo=2025
 for _,s:=range []string{"tổng hợp kết quả gửi về bộ y tế (qua cục bà mẹ và trẻ em) trước ngày 31/12/2025"} { fmt.Printf("%+v\n",r.reportTimes(s)) }
}
