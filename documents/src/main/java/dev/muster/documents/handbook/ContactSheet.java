package dev.muster.documents.handbook;

import dev.muster.documents.People;
import dev.muster.documents.page.Block;
import dev.muster.documents.page.Block.Card;
import dev.muster.documents.page.Block.Cards;
import dev.muster.documents.page.Block.Column;
import dev.muster.documents.page.Block.Heading;
import dev.muster.documents.page.Block.NewSheet;
import dev.muster.documents.page.Block.Paragraph;
import dev.muster.documents.page.Block.Table;
import dev.muster.documents.page.Page;
import dev.muster.documents.page.Text;
import dev.muster.model.Names;
import dev.muster.strategy.AlertKind;
import dev.muster.strategy.Contact;
import java.util.ArrayList;
import java.util.List;

/// Who is called, by what way, and who is next; once more small enough for a wallet.
public final class ContactSheet {
    private final Overview overview;
    private final People people;

    private ContactSheet(Overview overview) {
        this.overview = overview;
        this.people = new People(overview.strategy());
    }

    public static Page of(Overview overview) {
        return new ContactSheet(overview).page();
    }

    private Page page() {
        List<Block> body = new ArrayList<>();
        body.add(Heading.section("contacts", "Everybody"));
        body.add(table());
        if (!contacts().isEmpty()) {
            body.add(new NewSheet());
            body.add(Heading.section("cards", "To cut out"));
            body.add(new Cards(contacts().stream().map(this::card).toList()));
        }
        return new Page(
                "Contacts",
                overview.strategy().name(),
                Text.of("Call the first one; where there is no answer, the next one."),
                overview.sources(),
                body);
    }

    private List<Contact> contacts() {
        return List.copyOf(overview.strategy().contacts().values());
    }

    Block table() {
        if (contacts().isEmpty()) {
            return new Paragraph(Text.of("The strategy names nobody."));
        }
        List<List<Text>> rows = new ArrayList<>();
        for (Contact contact : contacts()) {
            rows.add(
                    List.of(
                            Text.strong(contact.name()),
                            role(contact),
                            people.reach(contact),
                            people.ifNoAnswer(contact),
                            alerts(contact)));
        }
        return new Table(
                "",
                List.of(
                        Column.words("Who"),
                        Column.words("Answers for"),
                        Column.words("Reached by"),
                        Column.words("If there is no answer"),
                        Column.words("Is told of")),
                rows);
    }

    static Block table(Overview overview) {
        return new ContactSheet(overview).table();
    }

    private Text role(Contact contact) {
        List<String> owned =
                overview.strategy().components().values().stream()
                        .filter(one -> one.owner().filter(contact.id()::equals).isPresent())
                        .map(one -> one.id().value())
                        .toList();
        Text role = Phrases.names(owned);
        return contact.keys().isEmpty() ? role : role.and("; signs approvals");
    }

    private Text alerts(Contact contact) {
        List<String> told = new ArrayList<>();
        for (AlertKind kind : AlertKind.values()) {
            if (overview.strategy().alerts().told(kind).contains(contact.id())) {
                told.add(Names.word(kind));
            }
        }
        return Text.of(told.isEmpty() ? "nothing" : String.join(", ", told));
    }

    private Card card(Contact contact) {
        return new Card(
                contact.name(),
                List.of(
                        new Paragraph(people.reach(contact)),
                        new Paragraph(Text.of("No answer: ").and(people.ifNoAnswer(contact)))));
    }
}
