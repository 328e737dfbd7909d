import type { Block } from '#platform/pdf';
import type { Change } from '../afterlife/types.ts';
import { dayWords } from '../slips/words.ts';
import type { Result } from '../types.ts';

/** What a result takes the place of, and why. */
export type Renews = {
  kind: 'correction' | 'reissue';
  result: Pick<Result, 'title' | 'number' | 'issuedAt'>;
  /** When the first of them was issued, where what is replaced takes the place of another itself. */
  firstIssuedAt: Date;
  changes: readonly Change[];
};

const EMPTY = 'để trống';
const quoted = (words: string): string => (words ? `“${words}”` : EMPTY);

/**
 * What a result that takes the place of another says of it: number and date of that, what was corrected, and that nothing was prolonged.
 * Vietnamese only: it stands on a paper of the state.
 */
export function referenceOf({ kind, result, changes, firstIssuedAt }: Renews): string {
  const counted = `Thời hạn ghi trong bản này (nếu có) vẫn tính từ ngày cấp lần đầu, ${dayWords(firstIssuedAt)}.`;
  const first = `${result.title} số ${result.number} ký ${dayWords(result.issuedAt)}`;
  if (kind === 'reissue')
    return `Bản này cấp lại và thay thế ${first}; bản trước không còn giá trị sử dụng. ${counted}`;
  const corrected = changes
    .map(c => `${c.label}: ${quoted(c.before)} nay sửa là ${quoted(c.after)}`)
    .join('; ');
  return `Bản này đính chính và thay thế ${first}. Nội dung đính chính: ${corrected}. ${counted}`;
}

/** A paper with that reference above its signatures, whatever template has drawn it; at its end where nobody signs on it. */
export function withReference(blocks: readonly Block[], reference: string): Block[] {
  const at = blocks.findIndex(b => b.kind === 'signatures');
  const place = at < 0 ? blocks.length : at;
  const box: Block = { kind: 'box', text: reference };
  return [...blocks.slice(0, place), box, ...blocks.slice(place)];
}
