import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { revealed, textField } from '../field/component.ts';
import { checkbox, checkboxes, radios } from './component.ts';

const ways = [
  { value: 'electronic', label: 'Chỉ nhận bản điện tử' },
  { value: 'counter', label: 'Nhận bản giấy tại Trung tâm Phục vụ hành chính công' },
  { value: 'post', label: 'Nhận bản giấy qua bưu chính', hint: 'Cước 26.000 đồng' },
];

export const examples: readonly Example[] = [
  {
    name: 'a choice that brings out a field',
    draw: t =>
      html`<form action="/a/components">${radios(t, {
        name: 'owner',
        label: 'Nộp hồ sơ cho ai?',
        value: 'other',
        options: [
          { value: 'self', label: 'Cho chính mình' },
          { value: 'other', label: 'Cho người khác', reveals: [1] },
        ],
      })}${revealed(1, textField(t, { name: 'ownerName', label: 'Họ và tên người đó' }))}</form>`,
  },
  {
    name: 'radios',
    draw: t =>
      radios(t, {
        name: 'way',
        label: 'Ông/Bà nhận kết quả bằng cách nào?',
        hint: 'Bản điện tử luôn được gửi kèm',
        options: ways,
        value: 'electronic',
      }),
  },
  {
    name: 'radios, refused',
    draw: t =>
      radios(t, {
        name: 'way2',
        label: 'Cách nhận kết quả',
        options: ways,
        error: 'Chọn một cách nhận kết quả',
      }),
  },
  {
    name: 'checkboxes',
    draw: t =>
      checkboxes(t, {
        name: 'held',
        label: 'Giấy tờ đang có',
        options: [
          { value: 'a', label: 'Giấy chứng sinh' },
          { value: 'b', label: 'Giấy chứng nhận kết hôn' },
        ],
        values: ['b'],
      }),
  },
  {
    name: 'one checkbox',
    draw: t =>
      checkbox(t, {
        name: 'promise',
        label:
          'Tôi cam đoan nội dung khai là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan này.',
        error: 'Đánh dấu vào ô cam đoan để nộp hồ sơ',
      }),
  },
];
