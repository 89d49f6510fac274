import { Button, Segmented, Select } from 'antd'
import { Icon } from '../../../admin/parts/Icon'
import { MOST_KEYWORDS } from '../book'
import type { Keyword } from '../rules'
import { PartsField } from './PartsField'
import { type Editing, lackingIn, Show } from './WelcomePart'
import { words } from './words'

/** Words of people and what is answered to them. */
export function KeywordPart({ book, channels, disabled, onChange, shown, onShow }: Editing) {
  const put = (index: number, next: Keyword) =>
    onChange({ ...book, keywords: book.keywords.map((one, i) => (i === index ? next : one)) })
  return (
    <>
      {book.keywords.map((keyword, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: keywords have no identity but their place
        <section key={index} className="card mp-card" aria-label={`关键词第 ${index + 1} 条`}>
          <header>
            <h2 className="ellipsis">{keyword.words.join('、') || '还没写关键词'}</h2>
            <span className="end">
              <Show active={shown === String(index)} onClick={() => onShow(String(index))} />
              <Button
                size="small"
                type="text"
                disabled={disabled}
                onClick={() => onChange({ ...book, keywords: book.keywords.filter((_, i) => i !== index) })}
              >
                去掉
              </Button>
            </span>
          </header>
          <div className="mp-line">
            <label htmlFor={`mp-words-${index}`}>对方说</label>
            <Select
              id={`mp-words-${index}`}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', '、', ' ']}
              placeholder="写一个词按回车"
              disabled={disabled}
              value={keyword.words}
              onChange={(list: string[]) => put(index, { ...keyword, words: list })}
            />
            <Segmented
              aria-label="怎样算对上"
              disabled={disabled}
              value={keyword.match}
              onChange={(match) => put(index, { ...keyword, match })}
              options={[
                { value: 'has' as const, label: '包含' },
                { value: 'is' as const, label: '完全一样' },
              ]}
            />
          </div>
          <PartsField
            label={`关键词第 ${index + 1} 条`}
            parts={keyword.parts}
            lacking={lackingIn(book, channels, null)}
            disabled={disabled}
            onChange={(parts) => put(index, { ...keyword, parts })}
          />
        </section>
      ))}
      {!disabled && book.keywords.length < MOST_KEYWORDS && (
        <Button
          className="mp-new"
          icon={<Icon name="plus" size={14} />}
          onClick={() => {
            onChange({
              ...book,
              keywords: [...book.keywords, { words: [], match: 'has', parts: [{ type: 'text', text: '' }] }],
            })
            onShow(String(book.keywords.length))
          }}
        >
          加一条关键词
        </Button>
      )}
      <section className="card mp-card" aria-label={words.otherwise}>
        <header>
          <h2>{words.otherwise}</h2>
          <span className="hint">{words.otherwiseHint}</span>
          <span className="end">
            <Show active={shown === 'otherwise'} onClick={() => onShow('otherwise')} />
          </span>
        </header>
        <PartsField
          label={words.otherwise}
          parts={book.otherwise}
          lacking={lackingIn(book, channels, null)}
          disabled={disabled}
          onChange={(otherwise) => onChange({ ...book, otherwise })}
        />
      </section>
    </>
  )
}
