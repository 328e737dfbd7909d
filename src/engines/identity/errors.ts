import { defineError } from '#platform/errors';

/** User name, password, code or key do not fit. The same words for all, and for accounts that do not exist. */
export const SignInRefused = defineError('SIGN_IN_REFUSED', 422);
/** A second factor does not fit, or was used before; user name and password are settled. */
export const FactorWrong = defineError('FACTOR_WRONG', 422);
/** Too many wrong tries; `seconds` until the next one is looked at. */
export const SignInWait = defineError('SIGN_IN_WAIT', 429);
/** The sign-in under way is gone: more than ten minutes old, finished, or of another browser. */
export const SignInLost = defineError('SIGN_IN_LOST', 409);
/** The one-time code is wrong; `left` tries remain. */
export const CodeWrong = defineError('CODE_WRONG', 422);
/** The one-time code is over ten minutes old, used, or was tried five times. */
export const CodeSpent = defineError('CODE_SPENT', 422);
/** A code was sent to this address a moment ago; `seconds` until another is sent. */
export const CodeWait = defineError('CODE_WAIT', 429);
/** The act needs the second factor again: the session's last one is too long ago. */
export const StepUpNeeded = defineError('STEP_UP_NEEDED', 403);
/** The password does not satisfy the rule; `rule` is one of too-short, too-long, common, repeats, is-name. */
export const PasswordWeak = defineError('PASSWORD_WEAK', 422);
/** Without this factor nobody could sign in to the account any more. */
export const LastFactor = defineError('LAST_FACTOR', 409);
/** The code was right, but its owner has turned codes to this telephone off. */
export const PhoneCodeOff = defineError('PHONE_CODE_OFF', 422);
/** Codes to the telephone are the only way into the account. */
export const PhoneCodeOnly = defineError('PHONE_CODE_ONLY', 409);
/** The address, staff id or number belongs to another open account. */
export const AccountTaken = defineError('ACCOUNT_TAKEN', 409);
/** A living role is called so: `{ name }`. */
export const RoleTaken = defineError('ROLE_TAKEN', 409);
/** The role came with the program: `{ name }`. */
export const RoleBuiltIn = defineError('ROLE_BUILT_IN', 409);
/** The post is held by somebody else for a part of that time. */
export const PostHeld = defineError('POST_HELD', 409);
/** The last day of a holding lies before its first, `{ day }`, which is over or today. */
export const HoldingBegan = defineError('HOLDING_BEGAN', 422);
/** The delegation cannot be: same post, no role of it, or one of the same period is there. */
export const DelegationRefused = defineError('DELEGATION_REFUSED', 422);
/** The Excel file cannot be read as a list of officials. */
export const ListUnreadable = defineError('LIST_UNREADABLE', 422);
/** Somebody would let himself act in his own name. */
export const MandateOfOneself = defineError('MANDATE_OF_ONESELF', 422);
/** The last day of a mandate is past, or more than two years ahead. */
export const MandateUntilWrong = defineError('MANDATE_UNTIL_WRONG', 422);
/** So many mandates stand already: `{ most }`. */
export const MandateMany = defineError('MANDATE_MANY', 409);
/** So many people were invited by telephone since yesterday: `{ most }`. */
export const MandateManyToday = defineError('MANDATE_MANY_TODAY', 429);
/** The mandate by which somebody acts for another is over, or does not reach this. */
export const MandateOver = defineError('MANDATE_OVER', 409);
