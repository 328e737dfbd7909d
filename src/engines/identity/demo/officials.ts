/** An official of the demo. People and telephone numbers are invented. */
export type DemoOfficial = {
  name: string;
  /** Staff id, to sign in with. */
  user: string;
  /** Name of the agency of the post. */
  agency: string;
  titleVi: string;
  titleEn: string;
  roles: string[];
  /** The roles reach this agency as well as the post's own. */
  alsoFor?: string;
  /** The roles hold for procedures of the fields with these codes only. */
  fields?: readonly string[];
};

const BAC_HA = 'Ủy ban nhân dân xã Bắc Hà';
const LAO_CAI = 'Ủy ban nhân dân phường Lào Cai';
const PROVINCE = 'Ủy ban nhân dân tỉnh Lào Cai';
const CHAIRMAN = { titleVi: 'Chủ tịch Ủy ban nhân dân', titleEn: 'Chairman of the People’s Committee' };
const VICE = { titleVi: 'Phó Chủ tịch Ủy ban nhân dân', titleEn: 'Vice Chairman of the People’s Committee' };
const CLERK = { titleVi: 'Nhân viên tiếp nhận hồ sơ', titleEn: 'One-stop clerk' };
const CIVIL_STATUS = { titleVi: 'Công chức tư pháp - hộ tịch', titleEn: 'Civil status officer' };

export const DEMO_OFFICIALS: readonly DemoOfficial[] = [
  {
    name: 'Nguyễn Quang Hưng',
    user: 'quantri.tinh',
    agency: PROVINCE,
    titleVi: 'Quản trị hệ thống tỉnh',
    titleEn: 'Province administrator',
    roles: ['province-admin'],
  },
  {
    name: 'Hoàng Thị Yên',
    user: 'kiemtra.tinh',
    agency: PROVINCE,
    titleVi: 'Chuyên viên kiểm soát thủ tục hành chính',
    titleEn: 'Procedure control officer',
    roles: ['auditor'],
  },
  {
    name: 'Phạm Minh Tuệ',
    user: 'soanthutuc.tinh',
    agency: PROVINCE,
    titleVi: 'Chuyên viên soạn thủ tục hành chính',
    titleEn: 'Procedure editor',
    roles: ['procedure-editor'],
  },
  {
    name: 'Vũ Đức Thắng',
    user: 'duyetthutuc.tinh',
    agency: PROVINCE,
    titleVi: 'Trưởng phòng Kiểm soát thủ tục hành chính',
    titleEn: 'Head of procedure control',
    roles: ['procedure-approver'],
  },
  {
    name: 'Đỗ Thị Hạnh',
    user: 'motcua.tinh',
    agency: 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai',
    ...CLERK,
    roles: ['receiver'],
    alsoFor: 'Sở Tư pháp',
  },
  {
    name: 'Lê Thị Phương',
    user: 'giamdoc.tuphap',
    agency: 'Sở Tư pháp',
    titleVi: 'Giám đốc Sở',
    titleEn: 'Director of the Department',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Trần Thị Lan',
    user: 'ketoan.tinh',
    agency: PROVINCE,
    titleVi: 'Kế toán',
    titleEn: 'Accountant',
    roles: ['accountant'],
  },
  { name: 'Vàng Seo Páo', user: 'chutich.bacha', agency: BAC_HA, ...CHAIRMAN, roles: ['leader', 'signer'] },
  { name: 'Lù Văn Thắng', user: 'phochutich.bacha', agency: BAC_HA, ...VICE, roles: ['leader', 'signer'] },
  {
    name: 'Nguyễn Thị Thu Hà',
    user: 'motcua.bacha',
    agency: 'Trung tâm Phục vụ hành chính công xã Bắc Hà',
    ...CLERK,
    roles: ['receiver'],
    alsoFor: BAC_HA,
  },
  { name: 'Lù Thị Sen', user: 'hotich.bacha', agency: BAC_HA, ...CIVIL_STATUS, roles: ['officer'] },
  {
    name: 'Vàng Văn Quý',
    user: 'kinhte.bacha',
    agency: BAC_HA,
    titleVi: 'Chuyên viên Phòng Kinh tế',
    titleEn: 'Officer of the economic division',
    roles: ['officer'],
    fields: ['hoat-dong-xay-dung', 'thanh-lap-va-hoat-dong-doanh-nghiep-ho-kinh-doanh', 'dat-dai'],
  },
  {
    name: 'Sùng A Chứ',
    user: 'vanthu.bacha',
    agency: BAC_HA,
    titleVi: 'Văn thư',
    titleEn: 'Registrar',
    roles: ['registrar', 'agency-admin'],
  },
  {
    name: 'Trần Đức Minh',
    user: 'chutich.laocai',
    agency: LAO_CAI,
    ...CHAIRMAN,
    roles: ['leader', 'signer'],
  },
  {
    name: 'Phạm Thị Hồng Vân',
    user: 'phochutich.laocai',
    agency: LAO_CAI,
    ...VICE,
    roles: ['leader', 'signer'],
  },
  {
    name: 'Vi Thị Huyền',
    user: 'motcua.laocai',
    agency: 'Trung tâm Phục vụ hành chính công phường Lào Cai',
    ...CLERK,
    roles: ['receiver'],
    alsoFor: LAO_CAI,
  },
  { name: 'Lục Văn Toàn', user: 'hotich.laocai', agency: LAO_CAI, ...CIVIL_STATUS, roles: ['officer'] },
  {
    name: 'Trần Văn Dũng',
    user: 'chutich.tinh',
    agency: PROVINCE,
    titleVi: 'Chủ tịch Ủy ban nhân dân tỉnh',
    titleEn: 'Chairman of the Provincial People’s Committee',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Lò Văn Hặc',
    user: 'diachinh.bacha',
    agency: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà',
    titleVi: 'Viên chức đăng ký đất đai',
    titleEn: 'Land registration officer',
    roles: ['officer'],
  },
  {
    name: 'Nông Thị Lan',
    user: 'giamdoc.datdai.bacha',
    agency: 'Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà',
    titleVi: 'Giám đốc Chi nhánh',
    titleEn: 'Head of the branch',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Bùi Thị Nga',
    user: 'thue.bacha',
    agency: 'Thuế cơ sở khu vực Bắc Hà',
    titleVi: 'Công chức thuế',
    titleEn: 'Tax officer',
    roles: ['officer'],
  },
  {
    name: 'Giàng Seo Chẩn',
    user: 'congan.bacha',
    agency: 'Công an xã Bắc Hà',
    titleVi: 'Cán bộ quản lý hành chính',
    titleEn: 'Police officer',
    roles: ['officer'],
  },
  {
    name: 'Hoàng Văn Tuyển',
    user: 'truongcongan.bacha',
    agency: 'Công an xã Bắc Hà',
    titleVi: 'Trưởng Công an xã',
    titleEn: 'Head of the commune police',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Đinh Công Sơn',
    user: 'congan.laocai',
    agency: 'Công an phường Lào Cai',
    titleVi: 'Cán bộ quản lý hành chính',
    titleEn: 'Police officer',
    roles: ['officer'],
  },
  {
    name: 'Hà Văn Quyết',
    user: 'truongcongan.laocai',
    agency: 'Công an phường Lào Cai',
    titleVi: 'Trưởng Công an phường',
    titleEn: 'Head of the ward police',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Ngô Thị Bích',
    user: 'hoso.congan',
    agency: 'Công an tỉnh Lào Cai',
    titleVi: 'Cán bộ hồ sơ nghiệp vụ',
    titleEn: 'Records officer',
    roles: ['officer'],
  },
  {
    name: 'Đặng Quốc Việt',
    user: 'phogiamdoc.congan',
    agency: 'Công an tỉnh Lào Cai',
    titleVi: 'Phó Giám đốc',
    titleEn: 'Deputy director of the police',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Phan Thị Thủy',
    user: 'the.bhxh',
    agency: 'Bảo hiểm xã hội tỉnh Lào Cai',
    titleVi: 'Viên chức cấp sổ, thẻ',
    titleEn: 'Card officer',
    roles: ['officer'],
  },
  {
    name: 'Vũ Đình Khoa',
    user: 'giamdoc.bhxh',
    agency: 'Bảo hiểm xã hội tỉnh Lào Cai',
    titleVi: 'Giám đốc Bảo hiểm xã hội tỉnh',
    titleEn: 'Director of social insurance',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Triệu Thị Mai',
    user: 'chuyenvien.nongnghiep',
    agency: 'Sở Nông nghiệp và Môi trường',
    titleVi: 'Chuyên viên',
    titleEn: 'Officer',
    roles: ['officer'],
  },
  {
    name: 'Nguyễn Hữu Thọ',
    user: 'giamdoc.nongnghiep',
    agency: 'Sở Nông nghiệp và Môi trường',
    titleVi: 'Giám đốc Sở',
    titleEn: 'Director of the Department',
    roles: ['leader', 'signer'],
  },
  {
    name: 'Cao Thị Hiền',
    user: 'chuyenvien.taichinh',
    agency: 'Sở Tài chính',
    titleVi: 'Chuyên viên',
    titleEn: 'Officer',
    roles: ['officer'],
  },
  {
    name: 'Lương Văn Bình',
    user: 'chuyenvien.xaydung',
    agency: 'Sở Xây dựng',
    titleVi: 'Chuyên viên',
    titleEn: 'Officer',
    roles: ['officer'],
  },
  {
    name: 'Má Thị Di',
    user: 'chuyenvien.dulich',
    agency: 'Sở Văn hóa, Thể thao và Du lịch',
    titleVi: 'Chuyên viên',
    titleEn: 'Officer',
    roles: ['officer'],
  },
  {
    name: 'Tạ Minh Đức',
    user: 'chuyenvien.khoahoc',
    agency: 'Sở Khoa học và Công nghệ',
    titleVi: 'Chuyên viên',
    titleEn: 'Officer',
    roles: ['officer'],
  },
];
