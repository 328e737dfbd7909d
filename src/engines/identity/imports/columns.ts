import { fold } from '#platform/text';

/** Columns of the list of officials, in the order of the template. */
export const COLUMNS = [
  'name',
  'staffId',
  'email',
  'phone',
  'agency',
  'title',
  'titleEn',
  'roles',
  'from',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Headings as in the template; also recognised without tone marks, and the English ones. */
export const HEADINGS: Readonly<Record<Column, readonly [vi: string, en: string]>> = {
  name: ['Họ và tên', 'Name'],
  staffId: ['Tên đăng nhập', 'User name'],
  email: ['Thư điện tử', 'E-mail'],
  phone: ['Điện thoại', 'Telephone'],
  agency: ['Mã định danh cơ quan', 'Agency identifier'],
  title: ['Chức danh', 'Title'],
  titleEn: ['Chức danh tiếng Anh', 'Title in English'],
  roles: ['Vai trò', 'Roles'],
  from: ['Từ ngày', 'From'],
};

export const NEEDED: readonly Column[] = ['name', 'agency', 'title', 'roles'];

/** Which column a heading stands for. */
export const columnOf = (heading: string): Column | undefined =>
  COLUMNS.find(column => HEADINGS[column].some(h => fold(h) === fold(heading.replaceAll('*', ''))));
