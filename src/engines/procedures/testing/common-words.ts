/** What people say every day and no procedure of the demonstration speaks of: animals, plants, food, things, weather, what one does. */
export const COMMON_WORDS =
  `lợn, trâu, mèo, học, điện, nước, bò, gà, vịt, ngựa, dê, cá, chó, ong, lúa, ngô, khoai, sắn, chè, quế, thảo quả, mận, đào, rau, gạo,
  thịt, trứng, sữa, muối, đường, mật, rượu, bia, cơm, phở, bánh, kẹo, thuốc lá, nồi, bát, bàn, ghế, giường, chăn, áo, quần, giày, mũ, ô tô, xe đạp, tàu, máy bay,
  mưa, nắng, gió, bão, lũ, sương, mây, núi, sông, suối, thác, cầu, chợ, trường, lớp, sách, vở, bút, thầy, cô, bạn, chơi, ngủ, ăn, uống, chạy, nhảy, hát, múa, vui,
  buồn, đau, ốm, sốt, ho, răng, mắt, tai, tóc, chân, đầu, bụng, tiền điện, tiền nước, thuê đất, giấy đi đường, điện thoại, máy tính, mạng, phim, bóng đá, du học,
  tiếng anh, chứng khoán, vàng, bạc, trăng, sao, biển, ngày mai, hôm qua, tuần sau`
    .split(',')
    .map(word => word.trim());
