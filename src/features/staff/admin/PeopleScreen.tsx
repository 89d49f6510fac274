import { Screen } from '../../../admin/Screen'

export function PeopleScreen() {
  return <Screen title="">{null}</Screen>
}
