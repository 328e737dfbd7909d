export type DemoCitizen = {
  name: string;
  /** E.164. */
  phone: string;
  sex: 'male' | 'female';
  birthDate: string;
  ethnicity: string;
  /** Twelve digits, invented; their fourth to sixth agree with sex and birth year. */
  personalNumber: string;
  /** Name of the commune, and where in it. */
  commune: string;
  addressDetail: string;
};

export const DEMO_CITIZENS: readonly DemoCitizen[] = [
  {
    name: 'Giàng Thị Mỷ',
    phone: '+84912345678',
    sex: 'female',
    birthDate: '1991-03-04',
    ethnicity: 'Hmông',
    personalNumber: '010191000172',
    commune: 'Xã Bắc Hà',
    addressDetail: 'Thôn Na Hối Nùng',
  },
  {
    name: 'Thào A Sính',
    phone: '+84987654321',
    sex: 'male',
    birthDate: '1988-11-20',
    ethnicity: 'Hmông',
    personalNumber: '010088000245',
    commune: 'Xã Bắc Hà',
    addressDetail: 'Thôn Bản Phố 2',
  },
  {
    name: 'Nguyễn Thị Hòa',
    phone: '+84903456789',
    sex: 'female',
    birthDate: '2001-07-15',
    ethnicity: 'Kinh',
    personalNumber: '010301000318',
    commune: 'Phường Lào Cai',
    addressDetail: 'Số 12, đường Hoàng Liên',
  },
];
