import type { Example } from '../example.ts';
import { taskList } from './component.ts';

const href = '/a/components';
export const examples: readonly Example[] = [
  {
    name: 'five parts',
    only: 'citizen',
    draw: t =>
      taskList(t, [
        { label: 'Người đăng ký', href, state: 'done' },
        { label: 'Tên và trụ sở', href, state: 'fix', errors: 2 },
        { label: 'Giấy tờ kèm theo', href, state: 'todo' },
        { label: 'Kiểm tra và nộp', href, state: 'locked' },
      ]),
  },
];
