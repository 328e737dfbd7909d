import type { Example } from '../example.ts';
import { dateField, selectField, textArea, textField } from './component.ts';

const phone = {
  name: 'phone',
  label: 'Số điện thoại',
  hint: 'Để nhắn khi có kết quả. Không có điện thoại thì ghi số người nhà',
  inputmode: 'tel' as const,
  autocomplete: 'tel',
  narrow: true,
};

export const examples: readonly Example[] = [
  { name: 'text', draw: t => textField(t, { name: 'hamlet', label: 'Thôn, bản, tổ dân phố, số nhà' }) },
  { name: 'with hint', draw: t => textField(t, { ...phone, value: '0912 345 678' }) },
  {
    name: 'refused',
    draw: t =>
      textField(t, {
        ...phone,
        name: 'phone2',
        value: '0912 345 67',
        error: 'Nhập số điện thoại gồm 10 chữ số, ví dụ 0912 345 678',
      }),
  },
  {
    name: 'date',
    draw: t =>
      dateField(t, { name: 'born', label: 'Ngày sinh', hint: 'Ví dụ 04/03/1991', autocomplete: 'bday' }),
  },
  {
    name: 'money',
    draw: t =>
      textField(t, { name: 'capital', label: 'Vốn', narrow: true, inputmode: 'numeric', unit: 'đồng' }),
  },
  {
    name: 'with suggestions',
    draw: t =>
      textField(t, {
        name: 'agency',
        label: 'Cơ quan',
        hint: 'Nhập mã hoặc một phần của tên',
        suggestions: ['H38.60.01 UBND phường Lào Cai', 'H38.60.18 UBND xã Bắc Hà'],
      }),
  },
  { name: 'long text', draw: t => textArea(t, { name: 'reason', label: 'Lý do', optional: true, rows: 3 }) },
  {
    name: 'select',
    draw: t =>
      selectField(t, {
        name: 'commune',
        label: 'Xã, phường',
        value: '02671',
        options: [
          { value: '02647', label: 'Phường Lào Cai' },
          { value: '02671', label: 'Phường Cam Đường' },
        ],
      }),
  },
];
