import { html } from '../../html.ts';
import type { Example } from '../example.ts';
import { details } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'closed',
    draw: () => details({ summary: 'Căn cứ pháp lý' }, html`<p>Nghị định số 118/2025/NĐ-CP.</p>`),
  },
  {
    name: 'open',
    draw: () =>
      details(
        { summary: 'Vì sao hẹn đổi từ 18/11 sang 23/11?', open: true, why: true },
        html`<p>Ngày 16/11 cơ quan đề nghị bổ sung biên bản họp hộ gia đình.</p>`,
      ),
  },
];
