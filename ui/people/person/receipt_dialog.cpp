#include "ui/people/person/receipt_dialog.h"

#include <QDateTime>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "core/base/atomic_file.h"
#include "ui/bridge/sentences.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

ReceiptDialog::ReceiptDialog(std::vector<RemovalReceipt> receipts, QWidget* parent)
    : QDialog(parent), receipts_(std::move(receipts)) {
    setObjectName(QStringLiteral("receiptDialog"));
    setWindowTitle(tr("Receipt of the removal"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(620, 420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    auto* words =
        new QLabel(tr("%n people were deleted with all that was stored of them. This receipt is shown "
                      "once: the store keeps the number and the hash, not the name.",
                      nullptr, static_cast<int>(receipts_.size())));
    words->setWordWrap(true);
    column->addWidget(words);
    view_ = new QPlainTextEdit(text());
    view_->setObjectName(QStringLiteral("receiptText"));
    view_->setReadOnly(true);
    view_->setAccessibleName(windowTitle());
    column->addWidget(view_, 1);
    message_ = new QLabel;
    message_->setWordWrap(true);
    message_->hide();
    column->addWidget(message_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    auto* save = new QPushButton(tr("Save …"));
    save->setObjectName(QStringLiteral("receiptSaveButton"));
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("receiptCloseButton"));
    close->setDefault(true);
    foot->addWidget(save);
    foot->addWidget(close);
    column->addLayout(foot);
    connect(save, &QPushButton::clicked, this, &ReceiptDialog::askWhere);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

QString ReceiptDialog::text() const {
    QStringList parts;
    for (const auto& receipt : receipts_) {
        QStringList lines;
        QString person =
            tr("Person %1: %2").arg(receipt.identity.value()).arg(QString::fromStdString(receipt.name));
        if (!receipt.externalId.empty())
            person += QStringLiteral(" · ") + QString::fromStdString(receipt.externalId);
        lines << person;
        lines << tr("Deleted: %1 photo crops, %2 templates, %3 original files, %4 looks in recordings")
                     .arg(receipt.samples)
                     .arg(receipt.templates)
                     .arg(receipt.originals)
                     .arg(receipt.looks);
        lines << tr("At %1 (UTC), by %2")
                     .arg(QDateTime::fromMSecsSinceEpoch(receipt.at).toUTC().toString(Qt::ISODate),
                          QString::fromStdString(receipt.actor));
        if (!receipt.reason.empty()) lines << tr("Reason: %1").arg(QString::fromStdString(receipt.reason));
        lines << tr("Hash in the audit trail: %1").arg(QString::fromStdString(receipt.auditHash));
        parts << lines.join(QLatin1Char('\n'));
    }
    return parts.join(QStringLiteral("\n\n")) + QLatin1Char('\n');
}

bool ReceiptDialog::saveTo(const QString& path) {
    QString sentence;
    bool done = false;
    try {
        const std::string content = text().toStdString();
        writeAtomically(path.toStdString(), [&](std::ostream& out) { out << content; });
        sentence = tr("Saved as %1.").arg(path);
        done = true;
    } catch (const Error& error) {
        sentence = sentenceFor(error);
    }
    message_->setProperty("role", done ? QStringLiteral("match") : QStringLiteral("alert"));
    message_->style()->polish(message_);  // takes the new role up
    message_->setText(sentence);
    message_->show();
    return done;
}

void ReceiptDialog::askWhere() {
    const QString path =
        QFileDialog::getSaveFileName(this, windowTitle(), QStringLiteral("receipt.txt"), tr("Text (*.txt)"));
    if (!path.isEmpty()) saveTo(path);
}

}  // namespace lineament::ui
