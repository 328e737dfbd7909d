const WORDS = `
  password passw0rd matkhau admin administrator quantri welcome letmein iloveyou football dragon monkey sunshine princess
  qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh zxcvbn qwer asdf zxcv 1q2w3e4r5t 1q2w3e4r 1qaz2wsx qazwsx abcdef abc
  1234567890 123456789 12345678 1234567 123456 12345 1234 123 0987654321 987654321 87654321 654321 54321 4321 321
  000 111 222 333 444 555 666 777 888 999 012345 112233 123123 789 456 147258369 159753 2468 1357
  vietnam hanoi saigon laocai yenbai sapa bacha fansipan tinhlaocai ubnd uyban dichvucong congchuc canbo vanphong
  xinchao anhyeuem emyeuanh yeuem yeuanh giadinh hanhphuc bimat nguyen khongbiet tinhyeu
  test demo user login hello secret changeme default temp master super root guest office internet computer`;

/** Words and runs that passwords here are mostly made of, without tone marks; longest first, so that parts go last. */
export const COMMON: readonly string[] = WORDS.trim()
  .split(/\s+/)
  .sort((a, b) => b.length - a.length);
