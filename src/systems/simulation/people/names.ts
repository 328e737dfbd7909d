/** The peoples of the province whose names the simulation knows. */
export const PEOPLES = ['Kinh', 'Hmông', 'Tày', 'Dao', 'Giáy', 'Nùng', 'Thái'] as const;
export type People = (typeof PEOPLES)[number];

type Names = {
  /** Family names; the earlier ones are the more frequent. */
  families: readonly string[];
  /** What stands between family name and given name. */
  male: readonly string[];
  female: readonly string[];
  maleGiven: readonly string[];
  femaleGiven: readonly string[];
};

const words = (text: string): string[] => text.split(' ');

const KINH_MALE = words(
  'Anh Bình Cường Dũng Đức Hải Hiếu Hùng Huy Khánh Long Minh Nam Phúc Quân Sơn Thành Tuấn Việt',
);
const KINH_FEMALE = words(
  'Anh Chi Dung Giang Hà Hằng Hoa Hồng Hương Lan Linh Mai Nga Ngọc Nhung Phương Thảo Trang Yến',
);

/** How people of each group are named here: of what their names are made, none of it taken from anybody. */
export const NAMES: Readonly<Record<People, Names>> = {
  Kinh: {
    families: words('Nguyễn Trần Lê Phạm Hoàng Vũ Đỗ Bùi Đặng Ngô Dương Phan'),
    male: ['Văn', 'Đức', 'Quang', 'Minh', 'Xuân', 'Mạnh'],
    female: ['Thị', 'Thị Thu', 'Thị Thanh', 'Ngọc', 'Thị Bích', 'Thùy'],
    maleGiven: KINH_MALE,
    femaleGiven: KINH_FEMALE,
  },
  Hmông: {
    families: words('Giàng Vàng Sùng Thào Lý Má Hảng Cư Mùa Tráng Ly Lù'),
    male: ['A', 'Seo', 'Mí', 'Chính'],
    female: ['Thị', 'Seo', 'Thị'],
    maleGiven: words('Páo Chứ Sính Dơ Tủa Lử Phử Sử Vần Chảo Dình Lềnh Sào Pao Thắng'),
    femaleGiven: words('Mỷ Sua Dở Máy Chù Pàng Sáy Xóa Mao Dí Và Súng Ca Lỳ'),
  },
  Tày: {
    families: words('Hoàng Nông Lương Ma Hà Vi La Lục Hứa Bế'),
    male: ['Văn', 'Đình', 'Quốc'],
    female: ['Thị', 'Thị Thu', 'Thị Bích'],
    maleGiven: words('Toàn Thắng Chiến Hưởng Dương Khải Thiện Quyền Nghiệp Tuân Lâm Đoàn'),
    femaleGiven: words('Sen Huyền Yên Bưởi Thơm Nhình Pình Lả Duyên Nguyệt Vân Thiết'),
  },
  Dao: {
    families: words('Triệu Bàn Đặng Phùng Chảo Tẩn Lý Phàn Lò Dương'),
    male: ['Văn', 'Tiến', 'Kim', 'Láo', 'Phúc', 'Chòi'],
    female: ['Thị', 'Mùi', 'Tả', 'Sử'],
    maleGiven: words('Phú Lở Tả Vạng Sành Sinh Quyên Hiện Lai Phẩu Khuần Minh'),
    femaleGiven: words('Mẩy Mùi Nhậy Pham Liều Chài Sểnh Phấy Mán Coi Ghến Lai'),
  },
  Giáy: {
    families: words('Lù Vàng Lò Vi Hoàng Nông Phan Sần'),
    male: ['Văn', 'Dỉn', 'Sín'],
    female: ['Thị', 'Thị', 'Mẩy'],
    maleGiven: words('Páo Dìn Chấn Sang Thàng Hoan Pín Sử Lưu Chương'),
    femaleGiven: words('Bẩu Sần Pành Mai Dảo Chấn Hảo Ngải Tảo Viên'),
  },
  Nùng: {
    families: words('Nùng Vàng Lù Hoàng Lồ Tráng Thền Sần Lùng Nông'),
    male: ['Văn', 'Seo', 'Chẩn', 'Dín'],
    female: ['Thị', 'Thị', 'Seo'],
    maleGiven: words('Dín Sài Phủ Thắng Chấn Lìn Páo Sẩn Dùng Hòa'),
    femaleGiven: words('Chấn Dín Phương Sen Mỷ Lìn Vui Xuân Pằng Hiền'),
  },
  Thái: {
    families: words('Lò Hà Hoàng Lường Cầm Đinh Vì Quàng Sa'),
    male: ['Văn', 'Đức', 'Ngọc'],
    female: ['Thị', 'Thị Hồng', 'Thị'],
    maleGiven: words('Pâng Chiến Tiêng Ín Hặc Sương Chựa Dũng Thoan Quân'),
    femaleGiven: words('Pọm Inh Lả Xuân Ơn Hiên Phương Chum Tươi Loan'),
  },
};
