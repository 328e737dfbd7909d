import type { Level, Reason } from '#engines/ratings';

/** What somebody of nobody says: why, and in words, whose second sentence may be missing. */
export type Said = { reasons: readonly Reason[]; first: readonly string[]; second: readonly string[] };

/** What people of nobody say of how they were served, of each level; reasons and words fit each other. Invented, for demos. */
export const SAID: Readonly<Record<Level, readonly Said[]>> = {
  5: [
    {
      reasons: ['time'],
      first: [
        'Được trả kết quả sớm hơn ngày hẹn.',
        'Hẹn hôm thứ sáu mà thứ tư đã có.',
        'Nhanh hơn tôi nghĩ.',
        'Làm xong ngay trong tuần.',
        'Nộp buổi sáng, mấy hôm sau nhận được tin nhắn.',
      ],
      second: ['', 'Cảm ơn cán bộ.', 'Rất hài lòng.', 'Mong giữ được như vậy.', 'Đỡ phải đi lại.'],
    },
    {
      reasons: ['guidance', 'manner'],
      first: [
        'Cán bộ hướng dẫn tận tình, nói được tiếng của bà con nên dễ hiểu.',
        'Cháu ở quầy chỉ từng chỗ một.',
        'Tôi không rành chữ, cán bộ đọc lại cho nghe.',
        'Hỏi gì cũng được trả lời vui vẻ.',
        'Mẹ tôi già yếu được mời làm trước.',
      ],
      second: ['', 'Cảm ơn cô cán bộ.', 'Lần đầu làm mà thấy dễ.', 'Bà con ở bản cũng khen.'],
    },
    {
      reasons: ['place'],
      first: [
        'Nộp ở nhà trên điện thoại, không phải đi xa.',
        'Chỗ ngồi chờ có quạt, có nước uống.',
        'Lấy số trên điện thoại rồi đến đúng lượt.',
        'Kết quả gửi bưu điện về tận thôn.',
      ],
      second: ['', 'Tiện cho người ở xa.', 'Đường vào bản khó nên thế này rất quý.'],
    },
    {
      reasons: ['papers'],
      first: [
        'Giấy tờ cũ cơ quan tự tra, tôi không phải nộp lại.',
        'Chỉ mang căn cước là đủ.',
        'Tờ khai đã điền sẵn tên tuổi.',
      ],
      second: ['', 'Đỡ tiền phô tô.', 'Khác trước nhiều.'],
    },
  ],
  4: [
    {
      reasons: ['time'],
      first: ['Đúng hẹn.', 'Đúng ngày ghi trên giấy.', 'Không phải giục.'],
      second: ['', 'Giá mà nhắn tin sớm hơn.', 'Chỉ chờ ở quầy hơi lâu.', 'Chợ phiên đông nên phải đợi.'],
    },
    {
      reasons: ['guidance'],
      first: ['Hướng dẫn rõ.', 'Có tờ mẫu để xem.', 'Gọi điện hỏi có người trả lời.'],
      second: [
        '',
        'Phần chụp giấy tờ hơi khó.',
        'Chữ trên điện thoại của tôi hơi nhỏ.',
        'Mạng ở thôn yếu nên phải làm lại.',
      ],
    },
  ],
  3: [
    {
      reasons: ['papers'],
      first: ['Giấy tờ phải nộp còn nhiều.', 'Phải ra xã lấy thêm một tờ xác nhận.', 'Phô tô hai lần.'],
      second: ['', 'Mong bớt đi.', 'Có tờ tôi nghĩ xã đã có.'],
    },
    {
      reasons: ['time'],
      first: ['Chờ hơi lâu, nhưng cũng xong.', 'Sát ngày hẹn mới có.', 'Phải hỏi lại một lần mới biết.'],
      second: ['', 'Lần sau mong nhanh hơn.'],
    },
    {
      reasons: ['place'],
      first: [
        'Chỗ ngồi chờ chật, hôm đông phải đứng.',
        'Chưa có chỗ gửi xe.',
        'Trời mưa phải đứng ngoài hiên.',
      ],
      second: ['', 'Cán bộ thì tốt.'],
    },
  ],
  2: [
    {
      reasons: ['time'],
      first: ['Quá ngày hẹn mới có kết quả.', 'Đến đúng hẹn lại phải về.', 'Chậm hơn tôi mong.'],
      second: ['', 'Nhà xa, đi lại tốn tiền xe.', 'Không thấy tin nhắn báo chậm.'],
    },
    {
      reasons: ['guidance', 'papers'],
      first: [
        'Lần đầu không nói rõ thiếu giấy gì, tôi phải đi lại hai lần.',
        'Mỗi lần đến lại bảo thiếu một thứ.',
        'Tờ hướng dẫn dán tường chữ nhỏ, khó đọc.',
      ],
      second: ['', 'Mong nói đủ ngay từ đầu.'],
    },
  ],
  1: [
    {
      reasons: ['time'],
      first: ['Hẹn lại nhiều lần, không ai báo trước cho tôi.', 'Chờ mãi mới xong.'],
      second: ['', 'Việc vay vốn của tôi bị lỡ.'],
    },
    {
      reasons: ['manner'],
      first: ['Hỏi thì cán bộ trả lời cho xong.', 'Đến gần giờ nghỉ thì bị bảo về.'],
      second: ['', 'Mong được tôn trọng hơn.'],
    },
  ],
};

/** What an agency answers to who was not satisfied, by what he was not satisfied with. Invented, for demos. */
export const ANSWERS: Readonly<Partial<Record<Reason, readonly string[]>>> = {
  time: [
    'Cơ quan xin lỗi Ông/Bà vì chậm trả kết quả, và đã phân công thêm người ở bước thẩm tra để không lặp lại.',
    'Xin lỗi Ông/Bà. Hồ sơ chậm do chờ xác minh; từ nay nếu phải hẹn lại, cơ quan sẽ nhắn tin trước ngày hẹn.',
    'Cơ quan nhận lỗi về sự chậm trễ này và đã kiểm điểm ở cuộc họp giao ban.',
  ],
  papers: [
    'Cảm ơn ý kiến của Ông/Bà. Bảng kê giấy tờ đã được viết lại cho rõ và niêm yết tại bộ phận một cửa.',
    'Cảm ơn Ông/Bà. Cán bộ tiếp nhận đã được nhắc phải nêu đủ giấy tờ còn thiếu trong một lần.',
  ],
  manner: [
    'Cơ quan đã nhắc nhở người trực tiếp tiếp Ông/Bà và mong Ông/Bà thông cảm.',
    'Xin lỗi Ông/Bà vì lần tiếp đón này. Lãnh đạo đã làm việc với cán bộ trực quầy hôm đó.',
  ],
};
