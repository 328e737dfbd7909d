import type { Level, Reason } from '#engines/ratings';

/** What people of nobody say of how they were served: of each level reasons and words, which fit each other. Invented, for demos. */
export const SAID: Readonly<
  Record<Level, ReadonlyArray<{ reasons: readonly Reason[]; words: string | null }>>
> = {
  5: [
    { reasons: [], words: null },
    { reasons: [], words: null },
    { reasons: ['manner'], words: null },
    { reasons: ['time'], words: 'Được trả kết quả sớm hơn ngày hẹn. Cảm ơn cán bộ.' },
    {
      reasons: ['guidance', 'manner'],
      words: 'Cán bộ hướng dẫn tận tình, nói được tiếng của bà con nên dễ hiểu.',
    },
    { reasons: ['place'], words: 'Nộp ở nhà trên điện thoại, không phải đi xa.' },
  ],
  4: [
    { reasons: [], words: null },
    { reasons: [], words: null },
    { reasons: ['time'], words: 'Đúng hẹn.' },
    { reasons: ['guidance'], words: 'Hướng dẫn rõ, chỉ có phần chụp giấy tờ hơi khó.' },
  ],
  3: [
    { reasons: [], words: null },
    { reasons: ['papers'], words: 'Giấy tờ phải nộp còn nhiều.' },
    { reasons: ['time'], words: 'Chờ hơi lâu, nhưng cũng xong.' },
    { reasons: ['place'], words: 'Chỗ ngồi chờ chật, hôm đông phải đứng.' },
  ],
  2: [
    { reasons: ['time'], words: 'Quá ngày hẹn mới có kết quả.' },
    {
      reasons: ['guidance', 'papers'],
      words: 'Lần đầu không nói rõ thiếu giấy gì, tôi phải đi lại hai lần.',
    },
    { reasons: ['fee'], words: null },
  ],
  1: [
    { reasons: ['time'], words: 'Hẹn lại nhiều lần, không ai báo trước cho tôi.' },
    { reasons: ['manner'], words: null },
  ],
};

/** What an agency answers to who was not satisfied. Invented, for demos. */
export const ANSWERS: readonly string[] = [
  'Cơ quan xin lỗi Ông/Bà vì chậm trả kết quả, và đã phân công thêm người ở bước thẩm tra để không lặp lại.',
  'Cảm ơn ý kiến của Ông/Bà. Bảng kê giấy tờ đã được viết lại cho rõ và niêm yết tại bộ phận một cửa.',
  'Cơ quan đã nhắc nhở người trực tiếp xử lý và sẽ báo trước cho người nộp khi phải hẹn lại.',
];
