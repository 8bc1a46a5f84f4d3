"""Jira's names of columns in the languages that `vocabulary` does not hold already.

As far as they are known they stand as genuine exports write them; what a team names itself (custom fields) is
taken by the words that are usual for it. The order within a target is the order of trust, as there.
"""

NAMES: dict[str, str] = {
    "key": "ключ проблемы|ключ задачи|課題キー|キー|问题关键字|关键字|密钥|이슈 키|키|chiave ticket"
    "|chiave segnalazione|klucz zgłoszenia|klucz|issuesleutel|sleutel|issuenyckel|kayıt anahtarı|klíč",
    "id": "identifiant de ticket|идентификатор проблемы|идентификатор задачи|課題id|课题id|问题id|이슈 id"
    "|id ticket|id segnalazione|identyfikator zgłoszenia|issue id",
    "title": "要約|概要|摘要|主题|요약|riepilogo|podsumowanie|samenvatting|sammanfattning|özet|souhrn",
    "alias": "имя эпика|название эпика|エピック名|史诗名称|nome do épico|nome epic",
    "kind": "тип задачи|тип проблемы|課題タイプ|问题类型|이슈 유형|tipo di ticket|tipo segnalazione"
    "|typ zgłoszenia|issuetype|ärendetyp",
    "status": "ステータス|状态|상태|durum|stav",
    "status_category": "категория статуса|ステータス カテゴリ|ステータスカテゴリ|ステータス カテゴリー"
    "|状态类别|상태 카테고리|categoria di stato|kategoria statusu|statuscategorie|statuskategori",
    "resolution": "решение|解決状況|解决结果|解决方案|해결|rozwiązanie|oplossing|lösning",
    "created": "作成日|創建日期|创建日期|创建|已创建|만듦|생성됨|utworzono|utworzony|gemaakt|aangemaakt"
    "|skapad|oluşturuldu",
    "started": "дата начала|целевая дата начала|開始日|开始日期|시작 날짜|data di inizio|data rozpoczęcia"
    "|startdatum",
    "done": "дата решения|решено|解決日|已解决|解决日期|해결됨|risolta|rozwiązano|rozwiązany|opgelost|löst"
    "|çözüldü",
    "state_changed": "ステータス カテゴリの変更日|categoria do status alterada|categoria de status alterada",
    "updated": "обновленo|更新日|更新日期|已更新|업데이트됨|atualizado a|zaktualizowano|bijgewerkt"
    "|uppdaterad|güncellendi",
    "due": "срок исполнения|целевая дата окончания|期限|到期日|截止日期|기한|data scadenza"
    "|data di scadenza|termin|vervaldatum|einddatum|förfallodatum|son tarih",
    "team": "команда|チーム|团队|팀|squadra|zespół|lag",
    "component": "компоненты|компонент|コンポーネント|模块|组件|구성 요소|componenti|komponenty"
    "|componenten|komponenter",
    "product": "название проекта|проект|プロジェクト名|项目名称|프로젝트 이름|nome progetto|progetto"
    "|nazwa projektu|projectnaam",
    "assignee": "исполнитель|担当者|经办人|담당자|osoba przypisana|przypisany|toegewezen persoon"
    "|toegewezen aan",
    "labels": "метки|ラベル|标签|레이블|categorias|etykiety|etiketter|etiketler",
    "parent": "ключ родителя|родительская ссылка|ссылка на эпик|親キー|親課題|親|エピック リンク|父级密钥"
    "|父级|史诗链接|상위 항목 키|상위 항목|chiave padre|padre|elemento padre|link epic|klucz nadrzędny"
    "|nadrzędny|bovenliggend|överordnad",
    "feature": "エピック|史诗",
    "sprint": "спринт|スプリント|冲刺|스프린트",
    "release": "исправить в версиях|исправлено в версии|修正バージョン|修复的版本|修复版本|수정 버전"
    "|versioni di correzione|versione corretta|wersje naprawy|oplossingsversies",
    "estimate": "ストーリー ポイント|ストーリーポイント|故事点",
    "description": "説明|描述|설명|opis|omschrijving|beskrivning",
}

CUSTOM_FIELD = (
    r"custom field|benutzerdefinierte\w? feld(?:er)?|champs? personnalisés?|campo personalizado"
    r"|campo personalizzato|пользовательское поле|カスタム ?フィールド|自定义字段|사용자 정의 필드"
    r"|niestandardowe pole|pole niestandardowe|aangepast veld|anpassat fält"
)
"""What stands before the name of a custom field, in brackets behind it."""

INWARD = (
    r"inward (?:issue|work item) link|eingehende (?:vorgangs)?verknüpfung|lien de ticket entrant"
    r"|входящая связь задачи"
)
OUTWARD = (
    r"outward (?:issue|work item) link|ausgehende (?:vorgangs)?verknüpfung|lien de ticket sortant"
    r"|исходящая связь задачи|внешняя ссылка на проблему"
)
"""What stands before the type of a link, in brackets behind it."""
