import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fold } from '#platform/text';
import given from '../data/synonyms.json' with { type: 'json' };
import { inWordsOfTheLaw } from './synonyms.ts';

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

  test('the list has each phrase once', () => {
    assert.equal(new Set(list.map(s => s.folded)).size, list.length);
  });
});
