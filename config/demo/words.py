"""Words for sample persons and sample minutes. No real person is meant."""

FAMILIES = "Nông Hoàng Lý Triệu Đàm Lục Bế Hà Vương Dương Mã La Đinh Phùng Chu Tô Sầm Mông Đặng Ngô"
MIDDLES_MALE = "Văn Đức Minh Quốc Hữu Thanh Công Xuân Trung Ngọc"
MIDDLES_FEMALE = "Thị Thị Thu Ngọc Bích Thị Kim Hồng"
MALE = (
    "An Ánh Ân Bình Chiến Cường Dũng Đạt Đức Giang Hải Hiếu Hòa Hùng Khánh Kiên Lâm Long Mạnh Nam Nghĩa Phong Quân"
    " Sơn Tài Thắng Thành Toàn Tuấn Việt Vinh"
)
FEMALE = (
    "Anh Bích Chi Dung Duyên Hà Hạnh Hằng Hiền Hoa Hồng Huệ Hương Lan Liên Linh Loan Mai Minh Nga Ngân Nhung Oanh"
    " Phương Tâm Thảo Thu Thủy Trang Tuyết Vân Yến"
)

AGENDA = """1. Thông tin thời sự, văn bản mới
2. Đánh giá kết quả thực hiện nghị quyết tháng trước
3. Thảo luận, thông qua nhiệm vụ tháng tới
4. Tự chấm điểm, xếp loại buổi sinh hoạt"""

TALK = [
    "Chi bộ thảo luận việc tu sửa đường vào xóm; thống nhất mỗi hộ góp hai ngày công.",
    "Các đồng chí góp ý về tiến độ chuyển đổi cây trồng vụ xuân; đề nghị cán bộ khuyến nông hướng dẫn thêm.",
    "Bàn biện pháp vận động học sinh đến lớp đầy đủ sau Tết.",
    "Kiểm điểm việc nộp đảng phí; nhắc nhở hai trường hợp nộp chậm.",
    "Thảo luận việc giữ gìn vệ sinh nguồn nước và chuồng trại xa nhà ở.",
    "Bàn việc giúp hai hộ nghèo sửa nhà trước mùa mưa.",
    "Góp ý cho quần chúng ưu tú đang được theo dõi, giúp đỡ.",
    "Thống nhất lịch tuần tra an ninh trật tự trong xóm.",
]
CONCLUSION = [
    "Chi bộ thống nhất các nhiệm vụ nêu trong nghị quyết và phân công người thực hiện.",
    "Bí thư kết luận: tập trung hoàn thành việc còn chậm trước kỳ họp sau.",
    "Chi bộ nhất trí thông qua nghị quyết.",
]
TASKS = [
    "Vận động các hộ tu sửa mương dẫn nước",
    "Rà soát hộ có nhà dột, lập danh sách đề nghị hỗ trợ",
    "Tổ chức tổng vệ sinh đường làng ngõ xóm",
    "Gặp gỡ, giúp đỡ quần chúng ưu tú hoàn thiện lý lịch",
    "Thu đảng phí và lập danh sách nộp",
    "Tuyên truyền phòng cháy rừng đến từng hộ",
    "Hướng dẫn các hộ đăng ký giống ngô vụ mới",
    "Phối hợp với Hội Phụ nữ vận động học sinh ra lớp",
    "Kiểm tra việc thực hiện quy ước của xóm",
    "Chuẩn bị nội dung sinh hoạt chuyên đề quý",
]
THEMES = ["Học tập truyền thống cách mạng của quê hương", "Nêu gương của đảng viên ở khu dân cư"]
THEMES_OF_QUARTERS = [*THEMES, "Đảng viên với xây dựng nông thôn mới", "Tạo nguồn phát triển đảng viên trẻ ở xóm"]
REASONS = ["ốm", "đi viện", "việc gia đình", "đi công tác", "đi làm xa chưa về kịp"]
LOST = [
    "nội dung còn dàn trải",
    "ít ý kiến phát biểu",
    "dự thảo nghị quyết gửi chậm",
    "chưa nêu rõ người chịu trách nhiệm",
    "biên bản ghi chưa đủ ý kiến",
]
DEEDS = ["Đi đầu hiến đất làm đường xóm", "Giúp dân khắc phục hậu quả mưa lũ", "Vận động trẻ em ra lớp"]
DUTIES = {
    "economy": [
        "Chuyển đổi diện tích ngô kém hiệu quả sang trồng cỏ nuôi bò",
        "Vận động ba hộ trồng cây ăn quả; làm mẫu tại gia đình",
    ],
    "hamlet": ["Phụ trách tổ vệ sinh đường xóm", "Vận động các hộ di dời chuồng trại xa nhà ở"],
    "security": ["Tham gia tổ tuần tra an ninh trật tự của xóm", "Hòa giải mâu thuẫn trong xóm"],
    "poor": ["Giúp đỡ một hộ nghèo sửa nhà", "Hướng dẫn một hộ cận nghèo vay vốn chăn nuôi"],
    "growth": ["Theo dõi, giúp đỡ một quần chúng ưu tú"],
    "masses": ["Phụ trách chi hội nông dân", "Vận động phụ nữ tham gia sinh hoạt chi hội"],
}
RESULTS = [
    "Hoàn thành đúng hạn",
    "Hai hộ đã thoát nghèo",
    "Đã vận động được bốn hộ",
    "Không để xảy ra vụ việc",
    "Duy trì đều hằng tháng",
]
REMARKS = [
    "chưa phân công người chuẩn bị nội dung thảo luận",
    "còn ít đồng chí trẻ phát biểu",
    "kết luận chưa nêu thời hạn hoàn thành",
    "phần thông tin thời sự còn dài, thảo luận ngắn",
]
