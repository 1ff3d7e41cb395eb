import { openIdentity } from '../../shared/identity/index.ts'
import { openNotices } from '../../shared/notices/index.ts'
import { app } from '../../shared/web/app.ts'
import { visitorOf } from '../../shared/web/visitor.ts'
import { changeCodes, codesPage } from './codes.ts'
import { readEnvironment } from './environment.ts'
import { knownOrFirst } from './first.ts'
import { signedIn, signedOut, signOut } from './pages.ts'
import { changePhones, phonesPage } from './phones.ts'
import { Provider } from './provider.ts'
import { callback, start } from './sign-in.ts'

const environment = readEnvironment()
const identity = openIdentity()
const notices = openNotices()
const provider = new Provider(environment)
const whoIs = knownOrFirst(identity, environment)

/** Sign-in and sign-out. */
export const handler = app({
  function: 'auth', body: environment.body, origin: environment.origin, visitor: visitorOf(identity),
  pages: {
    sign_in: start(identity, provider), callback: callback(identity, provider, whoIs), signed_in: signedIn,
    sign_out: signOut(identity), signed_out: signedOut,
    'me.codes': codesPage(identity), 'me.codes.change': changeCodes(identity, notices), 'me.phones': phonesPage(identity), 'me.phones.change': changePhones(identity, notices),
  },
})
