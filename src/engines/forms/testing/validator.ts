/** The bare validator of a form, against which the bench measures what the engine adds to it. */
export { validatorOf } from '../validate/compile.ts';
