export { postMemberHandlers } from './member'
export { postStaffHandlers } from './staff'
export { readVerdict, takeVerdict } from './verdict'
