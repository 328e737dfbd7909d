import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

// What is tried first here: this place and its services, and what people type in Vietnamese without tone marks (OWASP ASVS 5,
// 6.1.2; docs/security.md names them). The library brings the 49,000 passwords of the known breaches, keyboards, dates and runs.
const WORDS = `
  matkhau quantri canbo vanphong congchuc ubnd uyban uybannhandan tinhlaocai dichvucong motcua hoso hotich
  fansipan laocai yenbai sapa bacha muongkhuong vanban vietnam hanoi saigon
  xinchao anhyeuem emyeuanh yeuem yeuanh giadinh hanhphuc bimat khongbiet tinhyeu nguyen`;

/** Words of this place that a password may hold, but not consist of. */
const LOCAL_WORDS: readonly string[] = WORDS.trim().split(/\s+/);

// What is longer is read to here: whatever follows can only make it stronger.
const READ = 40;

let estimator: ZxcvbnFactory | undefined;

/**
 * How many guesses, as a power of ten, somebody needs for `password` who knows the breached ones, the words of this place and
 * `own` names; both without tone marks and in small letters. Some 4 MB are read at the first call.
 */
export function guessesLog10(password: string, own: readonly string[] = []): number {
  estimator ??= new ZxcvbnFactory({
    dictionary: { ...dictionary, here: [...LOCAL_WORDS] },
    graphs: adjacencyGraphs,
    maxLength: READ,
  });
  return estimator.check(password, [...own]).guessesLog10;
}
