export { accountEnds, accountLinks, accountNotes, closingNotes } from './account-links.ts';
export {
  type Account,
  type AccountKind,
  findAccount,
  findCitizen,
  findOfficial,
  getAccount,
  signsIn,
} from './accounts/account.ts';
export { addOfficial, type NewOfficial } from './accounts/add-official.ts';
export { blockAccount, unblockAccount } from './accounts/block-account.ts';
export { changeOfficial, type OfficialDetails } from './accounts/change-official.ts';
export { closeAccount, type EndedMandate, NOBODY } from './accounts/close-account.ts';
export { createAccount, type NewAccount } from './accounts/create-account.ts';
export {
  formatPhone,
  maskContact,
  nameFault,
  readContact,
  readEmail,
  readName,
  readPersonalNumber,
  readPhone,
  readStaffId,
} from './accounts/normalise.ts';
export { setPhoneCode } from './accounts/phone-code.ts';
export {
  changeProfile,
  findByPersonalNumber,
  type Profile,
  type ProfileChange,
  profileOf,
} from './accounts/profile.ts';
export { beginContact, proveContact } from './accounts/prove-contact.ts';
export { type OfficialsQuery, searchOfficials } from './accounts/search-officials.ts';
export { findSeenNumber, lockNumber, seeNumber, sightOfNumber } from './accounts/see-number.ts';
export { type CodeCheck, checkCode } from './codes/check-code.ts';
export {
  type CodeMessage,
  type CodePurpose,
  type CodeSender,
  codeSender,
  type LostNotice,
} from './codes/code-sender.ts';
export type { Contact } from './codes/send-code.ts';
export { sendCodeToAccount } from './codes/send-to-account.ts';
export { delegate, type NewDelegation, revokeDelegation } from './delegations/delegate.ts';
export { delegationEndedLately } from './delegations/ended-lately.ts';
export { type Delegation, listDelegations } from './delegations/list-delegations.ts';
export { demoCitizens } from './demo/demo-citizens.ts';
export { demoCode } from './demo/demo-code.ts';
export { type DemoAccounts, readDemoAccounts } from './demo/demo-file.ts';
export {
  CodeSpent,
  CodeWrong,
  MandateOver,
} from './errors.ts';
export {
  type Factors,
  factorsOf,
  hasFactor,
  type Passkey,
  removeFactor,
  resetFactors,
} from './factors/factors.ts';
export { LOST_DAYS, lostSince } from './factors/lost.ts';
export { passkeysWork } from './factors/passkey.ts';
export { endHolding } from './holdings/end-holding.ts';
export { givePost, sharePost } from './holdings/give-post.ts';
export {
  type HeldPost,
  type Holding,
  holdersOf,
  holdersOfPosts,
  holdingsHeldBy,
  postIdsHeldBy,
  postsHeldBy,
} from './holdings/holders.ts';
export { holdingsOfAccounts, holdingsOfPost } from './holdings/list-holdings.ts';
export { importOfficials, type OfficialsReport } from './imports/import-officials.ts';
export { officialsTemplate } from './imports/template.ts';
export { countTry, succeeded } from './limits/attempts.ts';
export { networkKey, whoTries } from './limits/who.ts';
export {
  answerMandate,
  endMandate,
  inviteDelegate,
  mayRunUntil,
  type NewMandate,
} from './mandates/change-mandate.ts';
export {
  accountInvited,
  closedDelegates,
  covers,
  hasTurnedDown,
  invitationsFor,
  type Mandate,
  type MandateScope,
  mandateFor,
  mandatesGiven,
  mandatesHeld,
  RELATIONS,
} from './mandates/mandate.ts';
export { identity } from './module.ts';
export { changePassword, resetPassword } from './passwords/change-password.ts';
export { type PasswordFault, SHORTEST } from './passwords/strength.ts';
export { accountsAble } from './rights/accounts-able.ts';
export { actOf } from './rights/act-of.ts';
export { agencyPath, can, type Reach, reachOf } from './rights/can.ts';
export { clearScope } from './rights/clear-scope.ts';
export { decide, type ScopedGrant } from './rights/decide.ts';
export { grantsOf } from './rights/grants-of.ts';
export { listScopes } from './rights/list-scopes.ts';
export {
  changeRole,
  endRole,
  makeRole,
  postsWithRole,
  type RoleFacts,
  type RolePost,
} from './rights/own-roles.ts';
export { type AblePost, ANY_FIELD, postsAble } from './rights/posts-able.ts';
export {
  agenciesInReach,
  holdsAll,
  mustHoldAll,
  mustReach,
  reaches,
  reachesFromAbove,
  reachesWithBelow,
} from './rights/reach.ts';
export { findRole, listRoles, type Role } from './rights/roles.ts';
export { type RoleScope, scopeRole } from './rights/scope-role.ts';
export {
  clearedCookie,
  sessionCookie,
  sessionCookieName,
  signInCookie,
  signInCookieName,
} from './sessions/cookie.ts';
export { type EndReason, endSession, endSessions } from './sessions/end-session.ts';

export { keptTyped } from './sessions/kept-typed.ts';
export { listSessions, type Session } from './sessions/list-sessions.ts';
export { type OpenedSession, openSession } from './sessions/open-session.ts';
export { postWords } from './sessions/post-words.ts';
export { rightsOfSession } from './sessions/rights-of-session.ts';
export { type SignOutStop, signOutStop } from './sessions/sign-out-stop.ts';
export { findPost, type StashedPost, stashPost } from './sessions/stash-post.ts';
export { requireFresh } from './sessions/step-up.ts';
export { visitorOf } from './sessions/visitor-of.ts';
export { sessionVisitor, tokenVisitor } from './sessions/visitors.ts';
export { withStepUp } from './sessions/with-step-up.ts';
export { beginPasskeySignIn, enterByPasskey } from './sign-in/by-passkey.ts';
export { beginCitizenSignIn, enterCode, finishRegistration, sendAgain } from './sign-in/citizen.ts';
export { beginConfirmation, confirmOwn } from './sign-in/confirm-own.ts';
export { type Enrolment, enrolment, enrolPasskey, enrolTotp } from './sign-in/enrol.ts';
export type { Browser, FlowEnv, SignedIn } from './sign-in/flow.ts';
export { mayReportLost, reportLostFactors } from './sign-in/lost-factors.ts';
export { beginOfficialSignIn, chooseFirstPassword, showSecondFactor } from './sign-in/official.ts';
export {
  type Added,
  addPasskey,
  addTotp,
  beginTotp,
  passkeyOptions,
  proofOptions,
  renewRecoveryCodes,
  stepUpWith,
} from './sign-in/own-factors.ts';
export type { Proof } from './sign-in/prove.ts';
export { findSignIn, type SignInView } from './sign-in/view.ts';
export { type ApiScope, apiScope } from './tokens/api-scope.ts';
export {
  type ApiToken,
  listApiTokens,
  makeApiToken,
  revokeApiToken,
} from './tokens/api-token.ts';
export { shownMark } from './vault/shown-mark.ts';
export { createVault, type Vault, vaultService } from './vault/vault.ts';
