"""Pages that cite nothing, composed of our own sentences: news, stories, minutes, price lists, notices of a village.

They are full of what looks like a citation: telephone numbers, scores, fractions, periods, plots, plates, models,
standards, accounts, the names of firms and schools of law, laws of nature and of other times, and of days.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_NAMES = ("Lò Văn Páo", "Hà Thị Mến", "Quàng Văn Ín", "Bế Thị Slao", "Đinh Công Lự", "Vi Thị Dung", "Mùa A Chống")
_PLACES = ("chợ Phiên", "bản Nà Khoang", "xóm Đông", "thôn 7", "phố Vôi", "bến Đục", "khu 3", "nhà văn hóa bản Púng")
_GOODS = (
    "gạo nếp",
    "măng khô",
    "chè shan tuyết",
    "mật ong",
    "cá suối",
    "vải thổ cẩm",
    "ngô lai",
    "phân lân",
    "xi măng",
)
_VERBS = ("kể", "cho hay", "nhớ lại", "than", "cười nói", "trả lời")

_NEWS = (
    "Sáng {day}, tại {place}, ông {name} {verb}: giá {goods} tăng {n}/{m} so với phiên trước.",
    "Đội chủ nhà thắng {n}-{m} sau {k} phút; cả mùa {y}/{y1} họ đá {k} trận.",
    "Đường dây nóng: 0{n}{m}.{k}56.7{n}8 - {k}8, trực 24/7 từ {day}.",
    "Công ty Luật Đông Sơn và Văn phòng Luật sư Nà Khoang mở cửa {n} buổi một tuần.",
    "Theo quy luật Thị trường, hàng về nhiều thì giá xuống; luật Nhân quả thì ai cũng biết.",
    "Bà {name} tốt nghiệp Trường Đại học Luật, khoa Luật Kinh tế, khóa {y}-{y1}.",
    "Kỷ luật lao động và pháp luật đất đai là hai chuyện bà con hay hỏi.",
    "Giới nghiên cứu vẫn đọc Bộ luật Hammurabi cổ đại và luật Hồi giáo thời trước.",
    "Hội đồng Hiến pháp nước này họp {n} phiên; phiên {m} hoãn tới {day}.",
    "Xứ ấy có Luật Cấm Tảo hôn từ lâu; {n} người vẫn bị phạt theo Luật Giữ Lời Thề và Luật Sabat.",
    "Theo Luật Tự do Báo chí năm {y}, tòa ở đó xử {n} vụ; Luật Thánh Môsê thì cấm hẳn.",
    "Nghị sĩ {name} phản đối Luật Nhập cư và Tị nạn, còn Luật Murphy thì ai cũng đùa.",
)
_STORY = (
    "Chị {name} {verb} rằng năm {y}, cả {place} chỉ có {n} cái xe đạp.",
    "Quyết định của mẹ làm cả nhà ngạc nhiên: bán {n} con trâu, mua {k} bao {goods}.",
    "Kế hoạch {n} ngày đi bộ của tôi hỏng từ ngày thứ {m}.",
    "“Nghị lực thì có, nghị quyết thì không”, anh {name} {verb}.",
    "Thông báo trên loa {n} lần: ai nhặt được {k} chùm chìa khóa thì đem lại {place}.",
    "Ông nội có luật riêng: {n} giờ dậy, {m} giờ tối đi ngủ, hướng dẫn {k} đứa cháu học.",
    "Chỉ thị của bà là rửa bát; kết luận {n} phút sau là bát vỡ.",
)
_MINUTES = (
    "Hôm nay, vào hồi {n} giờ {k} phút, {day}, tại {place}, chúng tôi gồm {k} người.",
    "{n}. Bà {name}, thôn {m}, số điện thoại 09{k}-{n}3{m}-77{n}, ý kiến về {goods}.",
    "Biểu quyết: {k}/{k} đồng ý; {n}/{k} vắng mặt có lý do.",
    "Kết luận {n} nội dung: quét dọn {place}, góp {k} công, xong trước {day}.",
    "Thửa số {k}/{n}, tờ bản đồ {m}, diện tích {k},{n} m2, tài khoản số {k}0{n}-{m}{k}-{y}.",
    "Biển số 26{n}-{k}{m}.{n}{k}; máy bơm kiểu KH-{k}/AT {n}, ống TCVN {k}74:{y}.",
    "Quỹ năm {y}/{y1} còn {k}.{n}00.000 đồng, chi {n}/{m} cho {goods}.",
)
_PRICES = (
    "{n} | {goods} | kg | {k}.000 | {m}/{k}",
    "Mã hàng {k}-QT/{n}B, giảm {n}%, áp dụng tới {day}",
    "{goods} loại {n}, gói {k}/{m} kg: {k}{n}.500 đồng",
    "Giờ tàu: {n}h{k} - {m}h{k}, toa {n}/{m}, ghế {k}",
    "Phòng {n}0{m}, nhà {k}/{n} ngõ {m}, phường cũ; thư: cho{n}@phien{m}.example/vn/{y}",
    "Hướng dẫn {n} bước nấu {goods}: bước {m} cho {k} g muối",
)
_KINDS: dict[str, tuple[tuple[str, str], tuple[str, ...]]] = {
    "news": (("{goods} ĐƯỢC MÙA Ở {place}", "Tin trong ngày {day}"), _NEWS),
    "story": (("Chuyện ở {place}", "Năm {y}, một chuyến đi"), _STORY),
    "minutes": (("BIÊN BẢN HỌP {place}", "Họp xóm năm {y}"), _MINUTES),
    "prices": (("BẢNG GIÁ {goods}", "Giá tại {place} {day}"), _PRICES),
}


def uncited_page(seed: int) -> tuple[str, str]:
    """A kind of page and its text, always the same for a seed."""
    rng = random.Random(seed)
    kind = rng.choice(list(_KINDS))
    titles, own = _KINDS[kind]
    every = [line for _, lines in _KINDS.values() for line in lines]
    lines = [rng.choice(titles), *(rng.choice(own if rng.random() < 0.8 else every) for _ in range(rng.randint(6, 30)))]
    return kind, rng.choice(("\n", "\n\n", " ")).join(_filled(line, rng) for line in lines)


def _filled(line: str, rng: random.Random) -> str:
    year = rng.randint(1987, 2027)
    days: tuple[Callable[[], str], ...] = (
        lambda: f"ngày {rng.randint(1, 28)}/{rng.randint(1, 12)}/{year}",
        lambda: f"ngày {rng.randint(1, 28)}-{rng.randint(1, 12)}",
        lambda: f"ngày {rng.randint(1, 28)} tháng {rng.randint(1, 12)} năm {year}",
        lambda: f"thứ {rng.randint(2, 7)} tuần sau",
    )
    return line.format(
        day=rng.choice(days)(), y=year, y1=year + 1, n=rng.randint(1, 9), m=rng.randint(1, 9), k=rng.randint(10, 99),
        name=rng.choice(_NAMES), place=rng.choice(_PLACES), goods=rng.choice(_GOODS), verb=rng.choice(_VERBS),
    )  # fmt: skip
