import { FILE } from './walk.ts';

/** Who applies: the demo's citizen, as her papers name her. */
export const person = {
  name: 'Giàng Thị Mỷ',
  personalNumber: '010191000172',
  birthDate: '1991-03-04',
  sex: 'female',
  address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
};

/** How she is reached, and how she wants the result. */
export const contact = { contact: { phone: '0912345678' }, result: { way: 'electronic' } };

/** An application for a scheme of tourism in a forest of `commune` (a code). */
export const forestScheme = (commune: string) => ({
  owner: {
    name: 'Ban Quản lý rừng phòng hộ Bắc Hà',
    representative: person.name,
    address: person.address,
  },
  scheme: {
    name: 'Du lịch sinh thái Na Hối',
    forest: 'Rừng phòng hộ Bắc Hà',
    area: 120,
    built: 3,
    investment: 9_000_000_000,
    years: 20,
  },
  places: [{ commune, area: 120, use: 'Đường mòn, nhà nghỉ' }],
  papers: { letter: FILE, scheme: FILE, assessment: FILE },
  ...contact,
});
