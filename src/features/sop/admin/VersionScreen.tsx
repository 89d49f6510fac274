import { Screen } from '../../../admin/Screen'

export function VersionScreen() {
  return <Screen title="">{null}</Screen>
}
