const FIRST_DEMO_MEMBER = 'o-member-01'

/** Which demo member the local H5 page plays: `?openid=…` in the address, else what was chosen before. */
export function identity(): string {
  const asked = new URLSearchParams(window.location.search).get('openid')
  return asked || window.localStorage.getItem('openid') || FIRST_DEMO_MEMBER
}
