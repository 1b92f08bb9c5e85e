#pragma once
// labelSelector and fieldSelector of a list or watch. Pure.

#include "app/drill/world/kubernetes/answers.h"

#include <QStringList>

namespace relight::world {

struct Requirement
{
    QString key;
    enum class Sort { In, NotIn, Exists, Absent } sort = Sort::In;
    QStringList values;
};

class Selectors
{
public:
    // Refusal: what cannot be read, 400.
    static OrRefusal<Selectors> read(const QString &labels, const QString &fields);

    bool matches(const QJsonObject &object) const;
    bool isEmpty() const { return m_labels.isEmpty() && m_fields.isEmpty(); }

private:
    QList<Requirement> m_labels, m_fields;
};

} // namespace relight::world
