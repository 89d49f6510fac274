export { takeContacts, takeFriendEvent } from './friends'
export { link, observe } from './identities'
export { externalOf, personOf, timelineOf } from './links'
export { takeGroupEvent, takeRoster } from './roster'
