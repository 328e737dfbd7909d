import type { Example } from '../example.ts';
import { deadlineStatus, status } from './component.ts';

export const examples: readonly Example[] = [
  { name: 'còn hạn', draw: t => deadlineStatus(t, { minutesLeft: 1020 }) },
  { name: 'sắp đến hạn', draw: t => deadlineStatus(t, { minutesLeft: 450 }) },
  { name: 'quá hạn', draw: t => deadlineStatus(t, { minutesLeft: -840 }) },
  { name: 'tạm dừng', draw: t => deadlineStatus(t, { pausedSince: '18/11' }) },
  { name: 'done', draw: () => status('done', 'Đạt') },
  { name: 'new', draw: () => status('new', 'Mới') },
  { name: 'ended', draw: () => status('ended', 'Đã rút hồ sơ') },
];
