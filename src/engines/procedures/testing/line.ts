/** One line of a list of procedures, in our own words, with the fields of the national list. */
export const listLine = (change: Record<string, unknown> = {}): string =>
  JSON.stringify({
    code: '9.000001',
    name: 'Cấp thẻ bạn đọc',
    ministry: 'bo-van-hoa',
    field: 'Thư viện',
    level: 'Cấp xã',
    subject: 'Công dân Việt Nam',
    type: '',
    decision: '1/QĐ',
    url: 'https://example.org/1',
    channels: [
      { channel: 'Trực tuyến', n: 3, unit: 'Ngày làm việc', fee: 'Miễn phí' },
      { channel: 'Trực tiếp', n: 5, unit: 'Ngày làm việc', fee: '20,000 VNĐ' },
    ],
    docs: [{ name: 'Phiếu đăng ký', orig: 1, copy: 0 }],
    doc_notes: [],
    agency: 'Ủy ban nhân dân cấp xã',
    result: 'Thẻ bạn đọc',
    result_code: 'KQ.1',
    legal: ['46/2019/QH14'],
    ...change,
  });
