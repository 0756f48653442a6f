package browser

// ownPlan is an invented plan in the form that writes lead, help and time under each task.
const ownPlan = `ỦY BAN NHÂN DÂN
PHƯỜNG MỸ HÀO

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 52/KH-UBND

Mỹ Hào, ngày 20 tháng 4 năm 2026

KẾ HOẠCH
Chuẩn bị mùa hè an toàn cho trẻ em phường Mỹ Hào năm 2026

Căn cứ Luật Trẻ em;

Ủy ban nhân dân phường Mỹ Hào ban hành Kế hoạch chuẩn bị mùa hè an toàn như sau:

I. MỤC ĐÍCH

Trẻ em của phường nghỉ hè vui, khỏe và không em nào gặp nạn dưới nước.

II. NHIỆM VỤ

1. Rà soát hồ bơi tư nhân trong phường, yêu cầu chủ hồ treo bảng độ sâu và bố trí người cứu đuối.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Công an phường; Trạm Y tế phường.
- Thời gian thực hiện: Hoàn thành trước ngày 30/5/2026.

2. Mở tủ sách hè ở nhà văn hóa các tổ dân phố, mỗi tuần ba buổi đọc cùng trẻ.

- Đơn vị chủ trì: Phòng Văn hóa - Xã hội.
- Đơn vị phối hợp: Đoàn Thanh niên Cộng sản Hồ Chí Minh phường.
- Thời gian thực hiện: Từ ngày 01/6/2026 đến ngày 15/8/2026.

3. Khám mắt cho học sinh lớp 1 trước ngày tựu trường và báo cho gia đình em nào cần kính.

- Đơn vị chủ trì: Trạm Y tế phường.
- Đơn vị phối hợp: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Tháng 8/2026.

III. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội

Theo dõi, nhắc các đơn vị và tổng hợp kết quả.

2. Chế độ báo cáo

Các đơn vị gửi báo cáo kết quả trước ngày 25/8/2026 về Ủy ban nhân dân phường (qua Phòng Văn hóa - Xã hội)./.

Nơi nhận:

- Như phân công;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN

CHỦ TỊCH

Nguyễn Văn Hòa
`
