import './collections'
import { createHmac } from 'node:crypto'
import type { Settings } from '../../context'
import { refuse } from '../../kernel/errors'
import type { Store } from '../../kernel/store'
import { type Survey, type SurveyVersion, versionId } from './rules'
import { refusal } from './text'

/** ms. What an operator changes takes hold everywhere within it, as rule books do. */
const FRESH = 5000
/** Versions never change, so an instance keeps the last it met; a large one is some 50 KB. */
const MOST_VERSIONS = 40

const surveys = new Map<string, { survey: Survey | null; readAt: number }>()
const versions = new Map<string, SurveyVersion>()

/** A survey: no wire call when this instance read it within the last seconds. @param now without it, it is read anew */
export async function readSurvey(store: Store, id: string, now?: number): Promise<Survey> {
  const known = surveys.get(id)
  const usable = now !== undefined && known !== undefined && now >= known.readAt && now - known.readAt < FRESH
  const survey = usable ? known.survey : await store.get('surveys', id)
  if (!usable && now !== undefined) {
    if (surveys.size > 200) surveys.clear()
    surveys.set(id, { survey, readAt: now })
  }
  if (survey) meet(survey)
  return survey ?? refuse('NO_SUCH_SURVEY', refusal.noSuchSurvey)
}

/** After a change of our own. */
export function forgetSurvey(id: string): void {
  surveys.delete(id)
}

/** A version: one wire call for each that this instance has not met. */
export async function readVersion(store: Store, survey: string, number: number): Promise<SurveyVersion> {
  const id = versionId(survey, number)
  const known = versions.get(id)
  if (known) return known
  const version = await store.get('survey_versions', id)
  if (!version) return refuse('NO_SUCH_VERSION', refusal.noSuchVersion)
  keep(version)
  return version
}

/** A survey that was read brings the version that it asks. */
export function meet({ _id: survey, live, asked, published }: Survey): void {
  const found = published.find(({ version }) => version === live)
  if (live === null || asked === null || !found) return
  keep({ _id: versionId(survey, live), schema: 1, survey, number: live, definition: asked, at: found.at, by: found.by })
}

function keep(version: SurveyVersion): void {
  const [oldest] = versions.keys()
  if (!versions.has(version._id) && versions.size >= MOST_VERSIONS && oldest !== undefined) versions.delete(oldest)
  versions.set(version._id, version)
}

/**
 * Whose answer it is: the member, or for an anonymous survey a name that only survey and member share.
 *
 * What somebody with the whole database can find out of an anonymous survey. While it runs: nothing from keys alone, because the
 * key of the name is made of the survey's secret (in the database) and the environment's (not in it). Whoever has both, and the list of
 * members, can name every answer until the survey is closed; closing removes the survey's secret and with it this way for good,
 * backups and the database's own change log apart. The reward's entry in the ledger tells who answered and when, the answer
 * tells what and in which week, and nothing joins them: the answer holds no instant, no request of its own that stands elsewhere, no origin, no
 * tier; takers of places are kept in the order of their names and not of their coming. What remains is arithmetic: if in a
 * week only one member was rewarded and only one answer came, they belong together. Results of fewer than `TOO_FEW` answers give
 * no numbers, words of one's own may tell whose they are, and the page says so before they are written.
 *
 * @throws SURVEY_CLOSED when the secret is gone
 */
export function subjectOf(
  { anonymous, secret, survey }: { anonymous: boolean; secret: string | null; survey: string },
  memberId: string,
  settings: Pick<Settings, 'secret'>,
): string {
  if (!anonymous) return memberId
  if (secret === null) return refuse('SURVEY_CLOSED', refusal.closed)
  const key = createHmac('sha256', settings.secret).update(`${survey}:${secret}`).digest()
  return `m${createHmac('sha256', key).update(memberId).digest('hex').slice(0, 24)}`
}
