import { Input, View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { call } from '../../../../client/call'
import { asFailure } from '../../../../client/failure'
import { haptic } from '../../../../client/haptic'
import { Button } from '../../../../client/parts/Button'
import { Page, Section } from '../../../../client/parts/Page'
import { Empty } from '../../../../client/parts/State'
import { spoken } from '../../../../client/spoken'
import { sceneIn } from '../../scanText'
import { text } from '../text'
import './index.scss'

type Stage = { at: 'scan' } | { at: 'sure'; scene: string; check: string } | { at: 'done' }

/** A browser has no camera for us: there the code is typed. */
const HAS_CAMERA = process.env.TARO_ENV === 'weapp'

/** Logs a browser in: scan what stands on its login page, compare the number, confirm. */
export default function ScanPage() {
  const { params } = useRouter()
  const [stage, setStage] = useState<Stage>({ at: 'scan' })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function once(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setTrouble(null)
    try {
      await work()
    } catch (error) {
      setTrouble(asFailure(error).message)
    } finally {
      setBusy(false)
    }
  }

  const read = (scanned: string) =>
    once(async () => {
      const scene = sceneIn(scanned)
      if (scene === null) return setTrouble(text.notOurs)
      const { data } = await call('staff.readScan', { scene })
      haptic('light')
      setStage({ at: 'sure', scene, check: data.check })
    })

  const confirm = (scene: string) =>
    once(async () => {
      await call('staff.confirmScan', { scene })
      haptic('medium')
      setStage({ at: 'done' })
    })

  // Opened by WeChat's own scanner the scene is in the address.
  const given = params.scene ? decodeURIComponent(params.scene) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once, when the page opens
  useEffect(() => {
    if (given !== null) void read(given)
  }, [given])

  return (
    <Page title={text.title} staff>
      {stage.at === 'scan' && <Pad busy={busy} trouble={trouble} onRead={read} onTrouble={setTrouble} />}
      {stage.at === 'sure' && (
        <Section tight>
          <View className="card">
            <View {...spoken('heading', { level: 2 })}>{text.sure}</View>
            <View className="scan__check">{text.check(stage.check)}</View>
            <View className="lead">{text.warning}</View>
            {trouble && <View className="consent__trouble">{trouble}</View>}
            <View className="scan__act">
              <Button look="primary" size="lg" block busy={busy} onPress={() => confirm(stage.scene)}>
                {busy ? text.confirming : text.confirm}
              </Button>
            </View>
            <View className="scan__act">
              <Button look="tonal" size="lg" block onPress={() => setStage({ at: 'scan' })}>
                {text.back}
              </Button>
            </View>
          </View>
        </Section>
      )}
      {stage.at === 'done' && (
        <Empty title={text.done} hint={text.doneHint} action={text.again} onAction={() => setStage({ at: 'scan' })} />
      )}
    </Page>
  )
}

function Pad({
  busy,
  trouble,
  onRead,
  onTrouble,
}: {
  busy: boolean
  trouble: string | null
  onRead: (scanned: string) => Promise<void>
  onTrouble: (sentence: string) => void
}) {
  const [typed, setTyped] = useState('')

  async function scan(): Promise<void> {
    try {
      const { result } = await Taro.scanCode({ scanType: ['qrCode'] })
      await onRead(result)
    } catch (error) {
      // Somebody who closes the camera has changed their mind; there is nothing to tell them.
      if (!/cancel/.test((error as { errMsg?: string }).errMsg ?? '')) onTrouble(text.noCamera)
    }
  }

  return (
    <Section tight>
      <View className="lead">{text.lead}</View>
      {HAS_CAMERA && (
        <View className="scan__act">
          <Button look="primary" size="lg" block icon="scan" busy={busy} onPress={scan}>
            {text.scan}
          </Button>
        </View>
      )}
      <View className="card scan__type">
        <View className="lead">{text.orType}</View>
        <Input
          className="field"
          maxlength={60}
          placeholder={text.field}
          placeholderClass="field__placeholder"
          value={typed}
          onInput={({ detail }) => setTyped(detail.value)}
          aria-label={text.field}
        />
        {trouble && <View className="consent__trouble">{trouble}</View>}
        <View className="scan__act">
          <Button look={HAS_CAMERA ? 'tonal' : 'primary'} size="lg" block busy={busy} onPress={() => onRead(typed)}>
            {busy ? text.reading : text.read}
          </Button>
        </View>
      </View>
    </Section>
  )
}
