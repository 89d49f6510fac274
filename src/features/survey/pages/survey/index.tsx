import { View } from '@tarojs/components'
import { useDidShow, useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { plain } from '../../../../client/address'
import { useObservable } from '../../../../client/observable'
import { Page, Section } from '../../../../client/parts/Page'
import { SkeletonBlock } from '../../../../client/parts/Skeleton'
import { LoadFailure } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import type { Via } from '../draft'
import { Mine } from '../Mine'
import { Held, Shut, Stopped, Taken } from '../Outcome'
import { ended, rest, sendWaiting } from '../sender'
import { Asking, Intro } from '../Taking'
import { text } from '../text'
import { useSendWhenBack } from '../useOffline'
import { useTaking } from '../useTaking'
import './index.scss'
import './kinds.scss'

interface Params {
  s?: string
  r?: string
  g?: string
  store?: string
  sop?: string
}

/**
 * One page for everything about surveys: with `s` that survey, without it the member's list. A page of its own for each would put
 * what they share into the members' first download.
 */
export default function SurveyPage() {
  const { params } = useRouter<Partial<Record<keyof Params, string>>>()
  const survey = plain(params.s)
  useSendWhenBack()
  useEffect(() => rest, [])
  useDidShow(() => void sendWaiting())
  return (
    <Page title={survey === '' ? text.mineTitle : text.title}>
      {survey === '' ? <Mine /> : <One survey={survey} params={params} />}
    </Page>
  )
}

function One({ survey, params }: { survey: string; params: Params }) {
  const [via] = useState(() => viaOf(params))
  const taking = useTaking(survey, via)
  const end = useObservable(ended)
  const { draft, open, failure, waits, taken } = taking
  if (taken) return <Taken submitted={taken} />
  if (waits) {
    const last = end?.request === waits.handing.request ? end.outcome : null
    return <Held waits={waits} last={last} onTry={() => void sendWaiting()} />
  }
  if (draft?.stop) return <Stopped stop={draft.stop} onReopen={taking.reopen} onPutAway={taking.putAway} />
  if (open && open.standing !== 'open') {
    return <Shut open={open} kept={(draft?.answers.length ?? 0) > 0} onPutAway={taking.putAway} />
  }
  if (draft) {
    return (
      <View className="survey">
        {draft.at === null ? <Intro taking={taking} draft={draft} /> : <Asking taking={taking} draft={draft} />}
      </View>
    )
  }
  return (
    <Section tight>
      {failure ? (
        <LoadFailure title={text.failed} failure={failure} onAgain={() => void taking.again()} />
      ) : (
        <View className="skeleton" {...spoken('status', { label: text.loading })}>
          <View className="sk sk--title" />
          <SkeletonBlock look="card" />
        </View>
      )}
    </Section>
  )
}

const ROUTES: readonly Via['route'][] = ['notice', 'list', 'group', 'poster']

/** How the address says that somebody came; what it says wrongly is left out. */
function viaOf({ r, g, store, sop }: Params): Via {
  const said = (value: string | undefined) => (/^[\w:@.-]{1,64}$/.test(plain(value)) ? plain(value) : null)
  return {
    route: ROUTES.find((route) => route === r) ?? 'list',
    group: said(g),
    store: said(store),
    sop: said(sop),
  }
}
