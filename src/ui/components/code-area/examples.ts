import type { Example } from '../example.ts';
import { codeArea } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'source of a form',
    only: 'staff',
    draw: t =>
      codeArea(t, {
        name: 'nguon',
        label: 'Mã nguồn biểu mẫu',
        hint: 'JSON',
        rows: 4,
        value: '{\n  "pages": [],\n  "fields": {}\n}',
      }),
  },
];
