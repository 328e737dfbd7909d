import type { Example } from '../example.ts';
import { emptyState } from './component.ts';

export const examples: readonly Example[] = [
  {
    name: 'inbox',
    draw: () =>
      emptyState({ why: 'Không còn hồ sơ nào đến lượt. Hồ sơ tiếp theo đến hạn: 24/11/2026 17:00.' }),
  },
  {
    name: 'search',
    draw: () =>
      emptyState({
        why: 'Không thấy “khia sinh”. Có phải:',
        next: { href: '?q=khai+sinh', label: 'khai sinh' },
      }),
  },
];
