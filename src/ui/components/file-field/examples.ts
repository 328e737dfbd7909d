import type { Example } from '../example.ts';
import { fileField } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'file',
    draw: t =>
      fileField(t, {
        name: 'minutes',
        label: 'Biên bản họp hộ gia đình',
        hint: 'Chụp rõ 4 góc hoặc chọn tệp PDF, không quá 20 MB',
        accept: 'application/pdf,image/jpeg,image/png',
      }),
  },
  {
    name: 'file sent before',
    draw: t =>
      fileField(t, {
        name: 'birth',
        label: 'Giấy chứng sinh',
        optional: true,
        kept: [{ name: 'giay-chung-sinh.jpg', bytes: 1_258_291, id: '1' }],
      }),
  },
];
