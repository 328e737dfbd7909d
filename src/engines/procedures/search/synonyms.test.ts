import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fold } from '#platform/text';
import given from '../data/synonyms.json' with { type: 'json' };
import { asTyped, inWordsOfTheLaw, inWordsOfTheLawAlone, meaningsIn } from './synonyms.ts';

const list = Object.entries(given).map(([phrase, means]) => ({ folded: fold(phrase), means }));
const said = (text: string, fillers = false) => inWordsOfTheLaw(fold(text), list, fillers);

describe('procedures: search/synonyms', () => {
  test('put what people say into the words of the law, the longest phrase first', () => {
    assert.equal(said('sổ đỏ'), 'giấy chứng nhận quyền sử dụng đất');
    assert.equal(said('SANG TÊN sổ đỏ'), 'chuyển nhượng quyền sử dụng đất');
    assert.equal(said('doi bang lai xe'), 'doi giấy phép lái xe');
    assert.equal(said('giấy khai sanh'), 'khai sinh');
    assert.equal(said('tên con sai'), 'cải chính hộ tịch');
    assert.equal(said('chưa có vợ'), 'tình trạng hôn nhân');
    assert.equal(said('đăng ký kết hôn với người Trung Quốc'), 'dang ky kết hôn có yếu tố nước ngoài');
    assert.equal(said('trich luc khai sinh'), 'bản sao trích lục hộ tịch');
  });

  test('what was understood is said in the words of the law alone, and what was typed with its marks', () => {
    const meant = (text: string) => meaningsIn(fold(text), list);
    assert.deepEqual(meant('nguoi chet'), ['khai tử']);
    assert.deepEqual(meant('cưới vợ'), ['kết hôn']);
    assert.deepEqual(meant('mở quán phở cho con mới đẻ'), ['hộ kinh doanh', 'khai sinh']);
    assert.deepEqual(meant('Birth certificate'), ['khai sinh']);
    assert.deepEqual(meant('chứng thực'), []);
    assert.equal(asTyped('chuyen truong', 'Làm thủ tục chuyển trường ở đâu'), 'chuyển trường');
    assert.equal(asTyped('mat can cuoc', 'can cuoc'), 'mat can cuoc');
  });

  test('leave alone what nobody says otherwise, and words of which a phrase is only a part', () => {
    assert.equal(said('chứng thực chữ ký'), null);
    assert.equal(said('mới cưới nhau xong')?.includes('kết hôn'), true);
    assert.equal(said('xâyd nhà'), null);
  });

  test('take out words too many where asked, but never all', () => {
    assert.equal(said('làm thủ tục chuyển trường ở đâu', true), 'chuyen truong');
    assert.equal(said('mat can cuoc', true), 'can cuoc');
    assert.equal(said('làm thủ tục', true), null);
    assert.equal(said('chuyển trường', true), null);
  });

  test('words too many are taken out beside what was put in, and never out of it', () => {
    const alone = (text: string) => inWordsOfTheLawAlone(fold(text), list);
    assert.equal(alone('mất chứng minh thư'), 'căn cước');
    assert.equal(alone('mất bằng lái'), 'giấy phép lái xe');
    assert.equal(
      alone('làm mất sổ hồng ở đâu'),
      'cấp lại giấy chứng nhận quyền sử dụng đất; giấy chứng nhận quyền sử dụng đất',
    );
    assert.equal(alone('làm di chúc'), 'di chúc');
  });

  test('the list has each phrase once', () => {
    assert.equal(new Set(list.map(s => s.folded)).size, list.length);
  });
});
