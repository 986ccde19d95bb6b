from django.urls import path

from members.views import file, life, listing, posts, rating, record, target, training, work

app_name = "members"
urlpatterns = [
    path("members/", listing.member_list, name="list"),
    path("members/add/", file.member_add, name="add"),
    path("members/<int:pk>/", file.member_detail, name="detail"),
    path("members/<int:pk>/edit/", file.member_edit, name="edit"),
    path("members/<int:pk>/correct/", file.member_correct, name="correct"),
    path("members/<int:pk>/reveal/", file.member_reveal, name="reveal"),
    path("members/<int:pk>/life/", life.member_life, name="life"),
    path("members/<int:pk>/life/<slug:kind>/", life.member_event, name="event"),
    path("members/events/<int:pk>/correct/", life.event_correct, name="correct-event"),
    path("members/<int:pk>/record/", record.member_record, name="record"),
    path("members/posts/", posts.posts, name="posts"),
    path("members/duties/", work.duties, name="duties"),
    path("members/duties/<int:pk>/", work.duty, name="duty"),
    path("members/cells/<int:pk>/duties/give/", work.give_duties, name="give-duties"),
    path("members/cells/<int:pk>/duties/follow/", work.follow_duties, name="follow-duties"),
    path("members/training/", training.training, name="training"),
    path("members/training/due/", training.training_due, name="training-due"),
    path("members/training/add/", training.course_add, name="add-course"),
    path("members/training/<int:pk>/", training.course, name="course"),
    path("members/training/<int:pk>/edit/", training.course_edit, name="edit-course"),
    path("members/training/<int:pk>/enrol/", training.enrol, name="enrol"),
    path("members/training/<int:pk>/results/", training.results, name="results"),
    path("members/ratings/", rating.ratings, name="ratings"),
    path("members/ratings/cells/", rating.rate_cells, name="rate-cells"),
    path("members/ratings/cells/decide/", rating.decide_cells, name="decide-cells"),
    path("members/cells/<int:pk>/ratings/", rating.rate, name="rate"),
    path("members/cells/<int:pk>/ratings/decide/", rating.decide, name="decide"),
    path("members/cells/<int:pk>/end/", life.end_cell, name="end-cell"),
    path("development/", target.targets, name="targets"),
    path("development/set/", target.set_targets, name="set-targets"),
    path("development/admitted/", target.admitted, name="admitted"),
]
