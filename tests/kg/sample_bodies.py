"""Bodies that tests speak of."""

from __future__ import annotations

from extract.records import Body

CP = Body("Chính phủ", "chinh-phu", "central")
TTG = Body("Thủ tướng Chính phủ", "thu-tuong-chinh-phu", "central")
QH = Body("Quốc hội", "quoc-hoi", "central")
BCT = Body("Bộ Chính trị", "bo-chinh-tri", "central")
BBT = Body("Ban Bí thư Trung ương Đảng", "ban-bi-thu-trung-uong-dang", "central")
LANG_SON = Body("Ủy ban nhân dân tỉnh Lạng Sơn", "uy-ban-nhan-dan", "province", "tỉnh Lạng Sơn", "tỉnh Lạng Sơn")
HAI_PHONG = Body(
    "Ủy ban nhân dân thành phố Hải Phòng", "uy-ban-nhan-dan", "province", "thành phố Hải Phòng", "thành phố Hải Phòng"
)
DINH_LAP = Body("Ủy ban nhân dân xã Đình Lập", "uy-ban-nhan-dan", "commune", "xã Đình Lập", "tỉnh Lạng Sơn")
DINH_LAP_SOMEWHERE = Body("Ủy ban nhân dân xã Đình Lập", "uy-ban-nhan-dan", "commune", "xã Đình Lập")
