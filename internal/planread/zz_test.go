package planread_test
import ("testing";"time";"strings";"fmt"
"github.com/mangnon/mangnon/internal/planread")
func TestStress(t *testing.T){
 planread.Default().Place("tỉnh X",planread.Plan{}.Head.Date)
 units:=map[string]string{
 "paren":"(", "close":")", "colon":"a: ", "comma":"Sở Y tế, ", "and":"và các ", "semi":"; ", "mark":"a) ", "lines":"1. x\n","romans":"I. A\n","dash":"- b\n",
 "giao":"Giao Sở A chủ trì; ", "sym":"1/KH-UBND ", "sym2":"Kế hoạch số 1/KH-UBND ngày 1/1/2020 của UBND tỉnh A về x; ","date":"ngày 31/2/2020 ","quote":"“ ","unit":"xã Bình An ","letters":"abc ","upper":"ABC ",
 "label":"Đơn vị chủ trì: Sở A. ","labelln":"- Đơn vị chủ trì: Sở A\n- Thời gian: Quý I\n","bar":"|\n","barx":"|\nx\n","tt":"TT\nNội dung\nChủ trì\nThời gian\n1\n","tt1":"TT\n","nn":"1\n2\n","pl":"PHỤ LỤC I\n","cap":"NGUYỄN\n",
 "bc":"báo cáo trước ngày 1/1/2020 và ","qua":"qua Sở A ","bc2":"báo cáo ","luat":"Luật Trẻ em ","dots":". ","md":"|a|b|\n","when":"- Thời gian: tháng 1, 2, 3, 4\n","foot":"[1] a\n","nb":"Nơi nhận:\n","ket":"KT. CHỦ TỊCH\n", "khi":"khi Chính phủ ", "ref":"mục I.1 kế hoạch này ", "cac":"các sở: A, ","pn":"phụ lục kèm theo ",
 "low":"chữ thường\n\nchữ thường\n", "yc":"1. Sở A\nx\n", "year":"năm 2025 ", "cao":"- Thời gian: cao điểm (tháng 5\n","trong":"(Sở A chủ trì ",
 }
 for k,u:=range units{ 
  var d [2]time.Duration
  for i,n:=range []int{100<<10,400<<10}{ s:="I. NHIỆM VỤ\n1. "+strings.Repeat(u,n/len(u)); doc:=textDoc(s); b:=time.Now(); p:=planread.Read(doc,planread.Options{Registers:planread.Default()}); d[i]=time.Since(b); _=p }
  flag:=""; if d[1]>6*d[0]&&d[1]>200*time.Millisecond || d[1]>1500*time.Millisecond {flag="  <<<<<"}
  fmt.Println(k,d[0].Round(time.Millisecond),d[1].Round(time.Millisecond),flag)
 }
}
