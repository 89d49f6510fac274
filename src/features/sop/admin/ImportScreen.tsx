import { Screen } from '../../../admin/Screen'

export function ImportScreen() {
  return <Screen title="">{null}</Screen>
}
