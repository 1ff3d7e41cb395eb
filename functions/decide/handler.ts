import { app } from '../../shared/web/app.ts'
import { visitorOf } from '../../shared/web/visitor.ts'
import { act } from './act.ts'
import { back, file } from './back.ts'
import { body, identity, origin } from './context.ts'
import { look } from './look.ts'

/** The page behind a link in a mail. */
export const handler = app({
  function: 'decide', body, origin, secretAddresses: true, visitor: visitorOf(identity),
  pages: { 'link': look, 'link.decide': act, 'link.back': back, 'link.file': file },
})
