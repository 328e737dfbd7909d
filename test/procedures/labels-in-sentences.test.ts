import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { calledInSentence, type FormDefinition, formTexts, type Words } from '#engines/forms';

/** Labels of all fields that are published, as the applicant and as officials read them. */
const labels = (): Words[] =>
  globSync('src/systems/*/procedures/*.form.json').flatMap(path => {
    const { fields } = JSON.parse(readFileSync(path, 'utf8')) as FormDefinition;
    return Object.values(fields).flatMap(f => (f ? [f.label, ...(f.staffLabel ? [f.staffLabel] : [])] : []));
  });

/** Those that do not stand as the name of a thing within a sentence, in order. */
const quoted = (lang: 'vi' | 'en'): string[] => {
  const t = formTexts(lang);
  const all = new Set(labels().map(label => label[lang] ?? ''));
  return [...all].filter(label => calledInSentence(t, label).includes('“')).sort();
};

// Read by a person: "Enter …" and "Nhập …" make a sentence with every label that does not stand here. A new label that names no thing belongs into
// the words of `called-in-sentence.ts`, and here.
test('every published label that names no thing is quoted within a sentence, and no other', () => {
  assert.deepEqual(quoted('en'), [
    'Are you exempt from the fee, or from a part of it?',
    'Asked for',
    'Confirm also bans from posts',
    'Contributed by the members',
    'From',
    'Has lived in another commune since reaching the age of marriage',
    'How would you like to receive the result?',
    'In which province?',
    'Is the father to be named?',
    'Is there a death notice?',
    'Living there since',
    'Lost on',
    'Name the father in the certificate',
    'On what ground?',
    'Residing in this commune since',
    'Say what for',
    'Signed on',
    'Since reaching the age of marriage, have you lived in another commune?',
    'The child is the head’s',
    'The father is named',
    'There is a store of its own',
    'There is fire-fighting equipment',
    'This is the main line',
    'This line needs a licence of its own',
    'Until',
    'Used since',
    'What are you to the child?',
    'What are you to the deceased?',
    'What is the confirmation for?',
    'What is the permit for?',
    'What the declaration of death rests on',
    'What the permit is for',
  ]);
  assert.deepEqual(quoted('vi'), [
    'Có Giấy báo tử không?',
    'Có khai thông tin của cha không?',
    'Có kho chứa thuốc riêng',
    'Có phương tiện chữa cháy',
    'Ghi rõ mục đích',
    'Giấy xác nhận dùng để làm gì?',
    'Khai thông tin của cha',
    'Khai tên cha trong Giấy khai sinh',
    'Nơi đó thuộc tỉnh nào?',
    'Sử dụng từ ngày',
    'Thuộc diện nào?',
    'Thường trú tại xã, phường này từ ngày',
    'Thường trú ở đó từ ngày',
    'Thửa đất số',
    'Trẻ thuộc diện',
    'Tờ bản đồ số',
    'Từ khi đủ tuổi kết hôn, Ông/Bà có thường trú ở xã, phường khác không?',
    'Từ ngày',
    'Xin phép làm gì?',
    'Ông/Bà có thuộc diện được miễn, giảm phí không?',
    'Ông/Bà là gì của người chết?',
    'Ông/Bà là gì của trẻ?',
    'Ông/Bà nhận kết quả bằng cách nào?',
    'Đây là ngành chính',
    'Đã thường trú ở xã, phường khác từ khi đủ tuổi kết hôn',
    'Đến ngày',
  ]);
});
