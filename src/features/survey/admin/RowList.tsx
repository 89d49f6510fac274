import { Button, Input } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import type { Row } from '../model'
import { freeKey } from './blank'

/** Rows or columns of a matrix. */
export function RowList({
  name,
  prefix,
  list,
  onChange,
}: {
  name: string
  prefix: string
  list: readonly Row[]
  onChange: (list: Row[]) => void
}) {
  return (
    <fieldset className="survey-options" aria-label={name}>
      <h3>{name}</h3>
      <ol>
        {list.map((row, at) => (
          <li key={row.key}>
            <div className="survey-option">
              <Input
                aria-label={`第 ${at + 1} ${name}`}
                maxLength={60}
                value={row.text}
                onChange={({ target }) =>
                  onChange(list.map((each) => (each.key === row.key ? { ...each, text: target.value } : each)))
                }
              />
              {list.length > 1 && (
                <button
                  type="button"
                  className="survey-tool"
                  aria-label={`删掉第 ${at + 1} ${name}`}
                  onClick={() => onChange(list.filter(({ key }) => key !== row.key))}
                >
                  <Icon name="close" size={12} />
                </button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<Icon name="plus" size={12} />}
        disabled={list.length >= 20}
        onClick={() => {
          const key = freeKey(
            prefix,
            list.map((row) => row.key),
          )
          onChange([...list, { key, text: '' }])
        }}
      >
        加一{name}
      </Button>
    </fieldset>
  )
}
