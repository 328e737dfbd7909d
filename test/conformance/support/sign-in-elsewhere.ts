const STAGE = 'a stage of signing in: src/systems/account/pages.test.ts';

/** Pages of signing in that a walk does not come to, and where they are looked at. */
export const SIGN_IN_ELSEWHERE: Readonly<Record<string, string>> = {
  '/dang-nhap/ma': STAGE,
  '/dang-nhap/ten': STAGE,
  '/dang-nhap/xac-thuc': STAGE,
  '/can-bo/dang-nhap/mat-khau': STAGE,
  '/can-bo/dang-nhap/thiet-lap': STAGE,
  '/can-bo/dang-nhap/ma': STAGE,
  '/tai-khoan/lien-he/ma': STAGE,
  '/tai-khoan/xac-nhan': STAGE,
  '/tai-khoan/xac-nhan/ma': STAGE,
};
